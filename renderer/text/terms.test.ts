import { describe, expect, it } from 'vitest';
import { en } from './en/index.ts';
import { fr } from './fr/index.ts';
import { sentences } from './sentences.test-data.ts';

/** Other words for what has its own in the table of the README, and words for people who build the application. */
const technical = /homeserver|\b(?:token|payload|sync|megolm|olm|e2ee|api|mxid)\b/iu;
const others = {
  fr: [
    /e-mail|\bmail/iu,
    /\bbann/iu,
    /raison :/iu,
    /support informatique/iu,
    /\b(?:me|vous) notifi/iu,
    /appareils? confirmé/iu,
    /\ble chat\b/iu,
  ],
  en: [
    /\bagents?\b(?!\.)/iu,
    /administration/iu,
    /verification code/iu,
    /confirmed device/iu,
    /\bcom(?:e|es|ing) in\b/iu,
    /\bred list\b/iu,
  ],
};
/** What is typed, and not read as a term: other names of commands. */
const typed = /^composer\.commands\..+\.words$/u;

describe.each(Object.entries({ fr, en }))('the terms of %s', (language, words) => {
  const said = sentences(words).filter(([key]) => !typed.test(key));

  it.each([technical, ...others[language as 'fr' | 'en']])('are one for one thing, never %s', (other) => {
    expect(said.filter(([, text]) => other.test(text))).toEqual([]);
  });
});
