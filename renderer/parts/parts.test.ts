import { describe, expect, it } from 'vitest';
import { anchorShift } from './anchor.ts';
import { avatarColour } from './avatar-colour.ts';

const letters = 'abcdefghij'.split('');

describe('the place in a list', () => {
  it('moves with what is in view', () => {
    expect(anchorShift(letters, ['x', 'y', ...letters], 3, 6)).toBe(2);
    expect(anchorShift(letters, letters.slice(2), 3, 6)).toBe(-2);
    expect(anchorShift(letters, letters, 3, 6)).toBe(0);
  });

  it('is not dragged along by a row that jumps to the top', () => {
    expect(anchorShift(letters, ['d', 'a', 'b', 'c', 'e', 'f', 'g', 'h', 'i', 'j'], 3, 6)).toBe(0);
    expect(anchorShift(letters, ['i', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j'], 3, 6)).toBe(1);
  });

  it('is kept when nothing that was in view is left', () => {
    expect(anchorShift(letters, ['x', 'y'], 0, 9)).toBe(0);
  });
});

describe('the colour of a person', () => {
  it('is always the same, and not that of everyone', () => {
    const ids = Array.from({ length: 200 }, (_, at) => `@agent${at}:example.fr`);
    expect(ids.map(avatarColour)).toEqual(ids.map(avatarColour));
    expect(new Set(ids.map(avatarColour)).size).toBe(10);
  });
});
