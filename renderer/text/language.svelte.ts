import { en } from './en/index.ts';
import { fr } from './fr/index.ts';

export type Language = 'fr' | 'en';
/** All words of the page in one language. */
export type Words = typeof fr;

const catalogues: Record<Language, Words> = { fr, en };

let current = $state<Language>('fr');

/** The language in use. Reactive. */
export const language = (): Language => current;

/** The words in the language in use. Reactive: read it where the words are drawn, `t().rooms.title`. */
export const t = (): Words => catalogues[current];

/** Changes the language; everything that is drawn follows. */
export function setLanguage(next: Language): void {
  current = next;
}

/** The language for a choice of the agent; `system` takes French unless the OS speaks English first. */
export function languageFor(choice: 'system' | Language, locales: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const known = locales.map((locale) => locale.slice(0, 2).toLowerCase()).find((two) => two === 'fr' || two === 'en');
  return known === 'en' ? 'en' : 'fr';
}
