import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `spelling.${string}`>;

/** The agent's own words are right with and without a capital. */
const folded = (word: string): string => word.toLocaleLowerCase().replaceAll('’', "'");

export function spellingHandlers({ accounts, spelling }: Services): Pick<Handlers, Names> {
  const precious = (...[accountId]: Parameters<typeof accounts.get>) => accounts.get(accountId).precious;
  return {
    'spelling.check': async ({ accountId, words }) => {
      const own = new Set(precious(accountId).ownWords().map(folded));
      return { misspelled: await spelling.misspelled(words.filter((word) => !own.has(folded(word)))) };
    },
    'spelling.suggest': async ({ accountId, word }) => {
      precious(accountId);
      return { suggestions: await spelling.suggestions(word) };
    },
    'spelling.ownWords': async ({ accountId }) => ({ words: precious(accountId).ownWords() }),
    'spelling.addWord': async ({ accountId, word }) => done(precious(accountId).addOwnWord(word)),
    'spelling.removeWord': async ({ accountId, word }) => done(precious(accountId).removeOwnWord(word)),
  };
}
