import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { themeFor } from './theme.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map([...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1] ?? '', found[2] ?? '']));
}

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const pairs = [
  ...['--text', '--text-2', '--text-3'].flatMap((ink) => ['--bg', '--bg-2', '--bg-3', '--hover', '--blue-weak'].map((on) => [ink, on])),
  ...['ok', 'warn', 'info', 'err', 'purple'].flatMap((name) => [`--${name}-bg`, '--bg'].map((on) => [`--${name}`, on])),
  // Colours of code.
  ...['ok', 'warn', 'info', 'err', 'purple'].map((name) => [`--${name}`, '--bg-2']),
  ...['--bg', '--bg-2', '--blue-weak'].map((on) => ['--blue', on]),
  ['--on-blue', '--blue'],
  ['--on-blue', '--blue-hover'],
  ['--on-err', '--err'],
] as [string, string][];

describe('the theme on the root', () => {
  it('follows the system in everything', () => {
    expect(themeFor('system', { dark: false, contrast: false })).toBe('light');
    expect(themeFor('system', { dark: true, contrast: false })).toBe('dark');
    expect(themeFor('system', { dark: true, contrast: true })).toBe('contrast-dark');
  });

  it('obeys the agent over the system', () => {
    expect(themeFor('light', { dark: true, contrast: true })).toBe('light');
    expect(themeFor('dark', { dark: false, contrast: false })).toBe('dark');
    expect(themeFor('contrast', { dark: false, contrast: false })).toBe('contrast');
    expect(themeFor('contrast', { dark: true, contrast: false })).toBe('contrast-dark');
  });

  it.each(['light', 'dark', 'contrast', 'contrast-dark'])('can be read: %s', (theme) => {
    const tokens = new Map([...tokensOf(':root'), ...(theme === 'light' ? [] : tokensOf(`[data-theme='${theme}']`))]);
    const least = theme.startsWith('contrast') ? 7 : 4.5;
    const weak = pairs.filter(([ink, on]) => contrast(tokens.get(ink) ?? '', tokens.get(on) ?? '') < least);
    expect(weak).toEqual([]);
  });
});
