import { describe, expect, it } from 'vitest';
import { shortcutOf } from './keys.ts';
import { layoutFor } from './layout.ts';

const press = (key: string, held: string[] = []) => ({
  key,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
});

describe('the keyboard', () => {
  it.each([
    ['k', ['ctrl'], 'switcher'],
    ['f', ['ctrl'], 'search'],
    ['/', ['ctrl'], 'shortcuts'],
    ['/', ['ctrl', 'shift'], 'shortcuts'],
    [',', ['ctrl'], 'settings'],
    ['F', ['ctrl', 'shift'], 'filter'],
    ['M', ['ctrl', 'shift'], 'members'],
    ['F6', [], 'next-pane'],
    ['F6', ['shift'], 'previous-pane'],
    ['ArrowDown', ['alt'], 'next-room'],
    ['ArrowUp', ['alt'], 'previous-room'],
  ])('%s with %j', (key, held, shortcut) => expect(shortcutOf(press(key, held), false)).toBe(shortcut));

  it('leaves what is typed alone', () => {
    for (const [key, held] of [
      ['k', []],
      ['F', ['ctrl', 'alt']],
      ['K', ['ctrl', 'shift']],
      ['/', []],
      ['ArrowDown', []],
      ['€', ['ctrl', 'alt']],
    ] as const)
      expect(shortcutOf(press(key, [...held]), false)).toBeNull();
  });

  it('takes Cmd on a Mac, where Ctrl belongs to the text', () => {
    expect(shortcutOf(press('k', ['meta']), true)).toBe('switcher');
    expect(shortcutOf(press('k', ['ctrl']), true)).toBeNull();
    expect(shortcutOf(press('k', ['meta']), false)).toBeNull();
  });
});

describe('the layout', () => {
  it('has three panes from 1,100 px, one below 800', () => {
    expect([layoutFor(1100, 16), layoutFor(1099, 16), layoutFor(799, 16)]).toEqual(['wide', 'medium', 'narrow']);
  });

  it('treats larger text as a smaller window', () => {
    expect(layoutFor(1280, 32)).toBe('narrow');
    expect(layoutFor(2560, 32)).toBe('wide');
  });
});
