import { describe, expect, it } from 'vitest';
import { emojiOf, findEmoji, loadEmoji } from './index.ts';

const all = await loadEmoji();
const found = (asked: string): string[] => findEmoji(all, asked, 5).map(({ unicode }) => unicode);

describe('emoji', () => {
  it('are found by French and English names, accents and case aside', () => {
    expect(found('coeur_rouge')[0]).toBe('❤️');
    expect(found('Cœur')).toEqual(found('coeur'));
    expect(found('coeur')).toHaveLength(5);
    expect(found('thumbsup')[0]).toBe('👍️');
    expect(found('pouce')).toContain('👍️');
    expect(found('ecole')).toContain('🏫');
    expect(found('france')).toContain('🇫🇷');
    expect(found('rienquinexiste')).toEqual([]);
  });

  it('have short names in both languages', () => {
    expect(emojiOf(all, 'drapeau_france')?.unicode).toBe('🇫🇷');
    expect(emojiOf(all, '+1')?.names.fr).toBe('pouce vers le haut');
    expect(emojiOf(all, '+')).toBeNull();
  });

  it('hold no parts, and tones where there are some', () => {
    expect(all.some(({ group }) => group === 2)).toBe(false);
    expect(emojiOf(all, 'wave')?.skins).toHaveLength(5);
    expect(all.length).toBeGreaterThan(1800);
  });
});
