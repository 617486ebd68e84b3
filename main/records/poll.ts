import type { PollContent } from '../../preload/contract/index.ts';
import type { ClearEvent, EventRecord, JsonObject } from './event.ts';
import { asArray, asObject, asString } from './json.ts';
import { readableEvent } from './relation.ts';

/** Answers beyond these are not part of the poll (MSC3381). */
const mostAnswers = 20;
const longestQuestion = 1000;
const longestAnswer = 340;
const longestId = 255;

const unstable = 'org.matrix.msc3381.poll';
/** Names of polls, as deployed and as proposed for the specification. */
export const pollTypes = { start: `${unstable}.start`, response: `${unstable}.response`, end: `${unstable}.end` } as const;
const isNamed = (type: string, part: keyof typeof pollTypes): boolean => type === pollTypes[part] || type === `m.poll.${part}`;

export const isPollStart = (type: string): boolean => isNamed(type, 'start');
/** Whether an event is a vote or the end of a poll, as far as it can be read. */
export const isPollVote = (event: EventRecord): boolean => isNamed(readableEvent(event).type, 'response');
export const isPollEnd = (event: EventRecord): boolean => isNamed(readableEvent(event).type, 'end');

const disclosed: readonly unknown[] = [`${unstable}.disclosed`, 'm.poll.disclosed', 'm.disclosed'];

/** Text of an extensible event (MSC1767), in the forms that it has had. */
function textOf(value: unknown): string {
  const content = asObject(value);
  const plain = asArray(content['m.text']).map(asObject);
  const first = plain.find(({ mimetype }) => mimetype === undefined || mimetype === 'text/plain');
  const told = first?.['body'] ?? content['m.text'] ?? content['org.matrix.msc1767.text'] ?? content['body'];
  return (asString(told) ?? '').trim();
}

function answersIn(value: unknown): PollContent['answers'] {
  const answers = new Map<string, string>();
  for (const answer of asArray(value).slice(0, mostAnswers).map(asObject)) {
    const id = asString(answer['m.id'] ?? answer['id']) ?? '';
    const text = textOf(answer).slice(0, longestAnswer).toWellFormed();
    // Two answers of one id could not be told apart by votes.
    if (id !== '' && id.length <= longestId && text !== '' && !answers.has(id)) answers.set(id, text);
  }
  return [...answers].map(([id, text]) => ({ id, text }));
}

/** How many answers may be chosen: one unless told, never more than there are. */
function selectionsIn(value: unknown, answers: number): number {
  return typeof value === 'number' && value >= 1 ? Math.min(Math.trunc(value), answers) : 1;
}

/** A poll (MSC3381) as it was asked; null for anything else, and where it has no question or no answers. */
export function pollOf({ type, content }: ClearEvent): PollContent | null {
  if (!isPollStart(type)) return null;
  const poll = asObject(content['m.poll'] ?? content[pollTypes.start] ?? content['m.poll.start']);
  const question = textOf(poll['question']).slice(0, longestQuestion).toWellFormed();
  const answers = answersIn(poll['answers']);
  if (question === '' || answers.length === 0) return null;
  return {
    kind: 'poll',
    question,
    answers,
    maxSelections: selectionsIn(poll['max_selections'], answers.length),
    disclosed: disclosed.includes(poll['kind']),
  };
}

/** The words of a poll, for lists and for the search: its question, then its answers. */
export const pollWords = ({ question, answers }: PollContent): string => [question, ...answers.map(({ text }) => text)].join('\n');

/** What a vote chooses (MSC3381): nothing where it is spoiled, which takes an earlier vote back. */
export function votedFor(event: EventRecord, { answers, maxSelections }: PollContent): string[] {
  const { content } = readableEvent(event);
  const told = asObject(content[pollTypes.response] ?? content['m.poll.response']);
  const chosen = asArray(content['m.selections'] ?? told['answers']);
  const known = new Set<unknown>(answers.map(({ id }) => id));
  if (!chosen.every((id) => known.has(id))) return [];
  return [...new Set(chosen.slice(0, maxSelections) as string[])];
}

/** Content of a poll to send, in the names that are deployed, with its words for clients that know no polls. */
export function pollStartContent(poll: Omit<PollContent, 'kind'>): JsonObject {
  const text = 'org.matrix.msc1767.text';
  const lines = poll.answers.map((answer, index) => `${index + 1}. ${answer.text}`);
  return {
    [text]: [poll.question, ...lines].join('\n'),
    [pollTypes.start]: {
      kind: `${unstable}.${poll.disclosed ? 'disclosed' : 'undisclosed'}`,
      max_selections: poll.maxSelections,
      question: { [text]: poll.question, body: poll.question, msgtype: 'm.text' },
      answers: poll.answers.map((answer) => ({ id: answer.id, [text]: answer.text })),
    },
  };
}
