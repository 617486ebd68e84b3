import * as v from 'valibot';
import { call } from './define.ts';
import { accountId } from './ids.ts';

/** BCP 47 tags of the dictionaries that come with the application. */
export const spellingLanguage = v.picklist(['fr', 'en-GB', 'en-US', 'de', 'es']);
export type SpellingLanguage = v.InferOutput<typeof spellingLanguage>;

const account = { accountId };
const word = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const storing = ['account.unknown', 'store.disk-full', 'store.unavailable'] as const;

export const spellingCalls = {
  /** Which of these words are in no dictionary of the chosen languages (`settings.spelling`), nor among the agent's own. */
  'spelling.check': call({
    input: v.object({ ...account, words: v.pipe(v.array(word), v.maxLength(1000)) }),
    output: v.object({ misspelled: v.array(v.string()) }),
    errors: ['account.unknown'],
  }),
  /** What may have been meant, the likeliest first; five at most. */
  'spelling.suggest': call({
    input: v.object({ ...account, word }),
    output: v.object({ suggestions: v.array(v.string()) }),
    errors: ['account.unknown'],
  }),
  /** The words that the agent calls right, in alphabetical order. */
  'spelling.ownWords': call({ input: v.object(account), output: v.object({ words: v.array(v.string()) }), errors: ['account.unknown'] }),
  'spelling.addWord': call({ input: v.object({ ...account, word }), output: v.null(), errors: storing }),
  'spelling.removeWord': call({ input: v.object({ ...account, word }), output: v.null(), errors: storing }),
};
