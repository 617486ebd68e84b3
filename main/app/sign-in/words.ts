import type { Settings } from '../../../preload/contract/index.ts';

/** What the page says that the browser shows when the agent comes back from it. */
const fr = {
  done: {
    title: 'Vous pouvez revenir dans l’application',
    text: 'Vous êtes identifié. Fermez cette page : l’application termine la connexion.',
  },
  refused: { title: 'La connexion n’a pas abouti', text: 'Fermez cette page et revenez dans l’application : elle dit ce qui s’est passé.' },
  unknown: {
    title: 'Cette page ne correspond à aucune connexion en cours',
    text: 'Revenez dans l’application et recommencez. Si vous n’avez rien demandé, fermez cette page : rien n’a été transmis.',
  },
};
const en: typeof fr = {
  done: { title: 'You can go back to the application', text: 'You are identified. Close this page: the application finishes signing in.' },
  refused: { title: 'Signing in did not succeed', text: 'Close this page and go back to the application: it says what happened.' },
  unknown: {
    title: 'This page belongs to no sign-in under way',
    text: 'Go back to the application and start again. If you asked for nothing, close this page: nothing was handed over.',
  },
};

export type Outcome = keyof typeof fr;

/** The language of the settings, else English on a machine that speaks it, as the page does. */
export const languageOf = (language: Settings['language'], locale: string): 'fr' | 'en' =>
  language === 'system' ? (locale.toLowerCase().startsWith('en') ? 'en' : 'fr') : language;

export const pageWords = (language: 'fr' | 'en', outcome: Outcome) => (language === 'fr' ? fr : en)[outcome];
