import type { Settings } from '../../../preload/contract/index.ts';

/** What the page says that the browser shows when the agent comes back from it. */
const fr = {
  done: {
    title: 'Vous pouvez revenir dans l’application',
    text: 'Vous êtes identifié. Fermez cette page\u00A0: l’application termine la connexion.',
  },
  refused: {
    title: 'La connexion n’a pas abouti',
    text: 'Fermez cette page et revenez dans l’application\u00A0: elle indique ce qui s’est passé.',
  },
  unknown: {
    title: 'Cette page ne correspond à aucune connexion en cours',
    text: 'Revenez dans l’application et recommencez. Si vous n’avez rien demandé, fermez cette page\u00A0: rien n’a été transmis.',
  },
};
const en: typeof fr = {
  done: {
    title: 'You can go back to the application',
    text: 'You have been identified. Close this page: the application will finish signing you in.',
  },
  refused: { title: 'Signing in failed', text: 'Close this page and go back to the application: it tells you what happened.' },
  unknown: {
    title: 'This page does not belong to any sign-in in progress',
    text: 'Go back to the application and start again. If you did not ask to sign in, close this page: nothing was sent.',
  },
};

export type Outcome = keyof typeof fr;

/** The language of the settings, else English on a machine that speaks it, as the page does. */
export const languageOf = (language: Settings['language'], locale: string): 'fr' | 'en' =>
  language === 'system' ? (locale.toLowerCase().startsWith('en') ? 'en' : 'fr') : language;

export const pageWords = (language: 'fr' | 'en', outcome: Outcome) => (language === 'fr' ? fr : en)[outcome];
