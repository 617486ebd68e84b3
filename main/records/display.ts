import type { EventId } from '../../preload/contract/index.ts';
import type { EventRecord } from './event.ts';
import { pollTypes } from './poll.ts';
import { readableEvent, relationOf } from './relation.ts';

const messageTypes = new Set(['m.room.message', 'm.room.encrypted', 'm.sticker', 'm.poll.start', pollTypes.start, 'm.call.invite']);
const stateTypes = new Set([
  'm.room.create',
  'm.room.member',
  'm.room.name',
  'm.room.topic',
  'm.room.avatar',
  'm.room.encryption',
  'm.room.join_rules',
  'm.room.history_visibility',
  'm.room.guest_access',
  'm.room.power_levels',
  'm.room.pinned_events',
  'm.room.canonical_alias',
  'm.room.tombstone',
  'm.room.server_acl',
  'm.room.retention',
  'im.vector.room.access_rules',
]);

const sameMember = (event: EventRecord): boolean => {
  const before = event.previousContent;
  const same = (key: string) => (before?.[key] ?? null) === (event.content[key] ?? null);
  return event.type === 'm.room.member' && before !== null && same('membership') && same('displayname') && same('avatar_url');
};

/** Whether an event is a message of the conversation: shown, previewed, and counted as activity. */
export function isMessage(event: EventRecord): boolean {
  const { type, content } = readableEvent(event);
  if (event.stateKey !== null || !messageTypes.has(type)) return false;
  if (content['msgtype'] === 'm.key.verification.request') return false;
  const relType = relationOf(event)?.relType;
  // What refers to another event and cannot be read is hardly ever a message: a vote, a step of a verification.
  if (relType === 'm.reference' && type === 'm.room.encrypted') return false;
  return relType !== 'm.replace' && relType !== 'm.annotation';
}

/** The first message of the thread that an event is part of (spec 11.25); null outside of threads. */
export function threadOf(event: EventRecord): EventId | null {
  const relation = relationOf(event);
  return relation?.relType === 'm.thread' ? relation.target : null;
}

/** Whether an event has a row of its own in a conversation: messages that are not in a thread, and changes of state that people made. */
export const isDisplayable = (event: EventRecord): boolean =>
  event.stateKey === null ? isMessage(event) && threadOf(event) === null : stateTypes.has(event.type) && !sameMember(event);
