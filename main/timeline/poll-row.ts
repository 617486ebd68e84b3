import type { MessageRef, PollContent, PollState } from '../../preload/contract/index.ts';
import { isPollStart, type ClearEvent, type EventRecord } from '../records/index.ts';
import { editsOfPoll, pollStateOf } from './polls.ts';
import type { Scene } from './scene.ts';

/** Edits of a message that may be looked at. */
export function editsIn(event: EventRecord, clear: ClearEvent, { relations }: Scene): EventRecord[] | undefined {
  const edits = relations.edits.get(event.eventId);
  if (!edits || !isPollStart(clear.type)) return edits;
  return editsOfPoll(event, edits, relations.references.get(event.eventId) ?? []);
}

/** How the vote of a poll stands in a conversation. */
export function pollIn(event: EventRecord, poll: PollContent, scene: Scene): PollState {
  const { relations, echoes, redacting, input, options } = scene;
  const { eventId } = event;
  return pollStateOf(event, poll, {
    references: relations.references.get(eventId) ?? [],
    vote: echoes.votes.get(eventId),
    end: echoes.ends.get(eventId),
    redacting,
    mayRedact: (userId) => (input.profiles.get(userId)?.power ?? 0) >= input.redactPower,
    own: options.ownUserId,
  });
}

/** A poll that nobody else has: our own vote may wait behind it. */
export function freshPoll({ disclosed, answers }: PollContent, ref: MessageRef, { echoes }: Scene): PollState {
  const vote = echoes.votes.get(ref)?.record.content;
  const own = vote?.kind === 'vote' ? vote.answers : [];
  const results = disclosed ? answers.map(({ id }) => (own.includes(id) ? 1 : 0)) : null;
  return { ended: false, voters: own.length > 0 ? 1 : 0, own, results, unreadable: 0 };
}
