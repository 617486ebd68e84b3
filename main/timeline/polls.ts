import type { MessageRef, PollContent, PollState, UserId } from '../../preload/contract/index.ts';
import { isPollEnd, isPollVote, votedFor, type EventRecord } from '../records/index.ts';
import type { LocalEcho } from './types.ts';

/** What was done to a poll, there and here. */
export interface Ballots {
  /** Events that refer to it. */
  references: readonly EventRecord[];
  /** Our own vote and our end of it, on their way. */
  vote: LocalEcho | undefined;
  end: LocalEcho | undefined;
  redacting: ReadonlySet<MessageRef>;
  /** Who may remove messages of others, and so end their polls. */
  mayRedact: (userId: UserId) => boolean;
  own: UserId;
}

/**
 * How a poll stands (MSC3381). It ends with the first end by who asked it or who may remove it. Of
 * each person the latest vote up to then counts, spoiled ones too. Where the poll is encrypted, what
 * is not does not count: the server could have written it.
 */
export function pollStateOf(start: EventRecord, poll: PollContent, ballots: Ballots): PollState {
  const encrypted = start.decryption.status !== 'none';
  const sealed = ballots.references.filter((event) => !encrypted || event.decryption.status !== 'none');
  const counted = sealed.filter((event) => !ballots.redacting.has(event.eventId));
  const end = endOf(start, counted, ballots.mayRedact);
  const votes = votesOf(counted, poll, end);
  const { vote } = ballots;
  if (vote?.record.content.kind === 'vote' && vote.record.status !== 'failed' && end === Infinity)
    votes.set(ballots.own, vote.record.content.answers);
  const ended = end < Infinity || (ballots.end !== undefined && ballots.end.record.status !== 'failed');
  const valid = [...votes.values()].filter((answers) => answers.length > 0);
  return {
    ended,
    voters: valid.length,
    own: votes.get(ballots.own) ?? [],
    results: poll.disclosed || ended ? poll.answers.map(({ id }) => valid.filter((answers) => answers.includes(id)).length) : null,
    unreadable: sealed.filter(({ decryption: { status } }) => status === 'pending' || status === 'failed').length,
  };
}

/** When the poll ended, in milliseconds; infinity while it runs. */
function endOf(start: EventRecord, references: readonly EventRecord[], mayRedact: Ballots['mayRedact']): number {
  let end = Infinity;
  for (const event of references) {
    if (!isPollEnd(event)) continue;
    if (event.sender === start.sender || mayRedact(event.sender)) end = Math.min(end, event.sentAt);
  }
  return end;
}

function votesOf(references: readonly EventRecord[], poll: PollContent, end: number): Map<UserId, string[]> {
  const latest = new Map<UserId, EventRecord>();
  for (const event of references) {
    if (event.sentAt > end || !isPollVote(event)) continue;
    const known = latest.get(event.sender);
    if (!known || isLater(event, known)) latest.set(event.sender, event);
  }
  return new Map([...latest].map(([sender, event]) => [sender, votedFor(event, poll)]));
}

const isLater = (a: EventRecord, b: EventRecord): boolean => (a.sentAt === b.sentAt ? a.eventId > b.eventId : a.sentAt > b.sentAt);

/**
 * Edits of a poll that count: those that came before anybody else voted. A question that changes
 * under the votes would make people say what they did not.
 */
export function editsOfPoll(start: EventRecord, edits: readonly EventRecord[], references: readonly EventRecord[]): EventRecord[] {
  const votes = references.filter((event) => event.sender !== start.sender && isPollVote(event));
  const first = Math.min(Infinity, ...votes.map(({ sentAt }) => sentAt));
  return edits.filter(({ sentAt }) => sentAt < first);
}
