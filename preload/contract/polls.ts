import * as v from 'valibot';
import { count } from './ids.ts';

/** Most answers of a poll (MSC3381). */
const mostAnswers = 20;

const answerId = v.pipe(v.string(), v.minLength(1), v.maxLength(255));

/** A poll as it was asked (MSC3381). */
export const pollContent = v.object({
  kind: v.literal('poll'),
  question: v.string(),
  answers: v.array(v.object({ id: answerId, text: v.string() })),
  /** How many answers one person may choose. */
  maxSelections: count,
  /** Results are shown while it runs; else once it has ended. */
  disclosed: v.boolean(),
});
export type PollContent = v.InferOutput<typeof pollContent>;

/** How the vote of a poll stands. */
export const pollState = v.object({
  ended: v.boolean(),
  /** People whose vote counts. */
  voters: count,
  /** What the agent chose; empty without a vote. */
  own: v.array(answerId),
  /** Votes of each answer, in their order; null while they may not be seen. */
  results: v.nullable(v.array(count)),
  /** Votes that cannot be read here: the results may be incomplete. */
  unreadable: count,
});
export type PollState = v.InferOutput<typeof pollState>;

/** A poll to ask. The ids of its answers are made by the page and known to nobody before. */
export const newPoll = v.object({
  question: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(340)),
  answers: v.pipe(
    v.array(v.object({ id: answerId, text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(340)) })),
    v.minLength(2),
    v.maxLength(mostAnswers),
  ),
  maxSelections: v.pipe(count, v.minValue(1), v.maxValue(mostAnswers)),
  disclosed: v.boolean(),
});
export type NewPoll = v.InferOutput<typeof newPoll>;

/** What an agent chose of a poll; nothing takes a vote back. */
export const selections = v.pipe(v.array(answerId), v.maxLength(mostAnswers));
