import type { MessageContent, MessageVersion, Reactors, UserId } from '../../preload/contract/index.ts';
import { relationOf, type EventRecord } from '../records/index.ts';
import { messageContent } from './content.ts';
import { shownTime } from './days.ts';
import { validEdits } from './edits.ts';
import { clearOf, replyTargetOf } from './relations.ts';
import type { Sender } from './faces.ts';
import type { MediaUrlOf } from './types.ts';

/** What was sent, and each edit that counts (spec 11.5), oldest first; nothing where the message cannot be read. */
export function versionsOf(original: EventRecord, edits: readonly EventRecord[], mediaUrl: MediaUrlOf): MessageVersion[] {
  const clear = clearOf(original);
  if (clear === null || original.redaction !== null) return [];
  const { roomId } = original;
  const isReply = replyTargetOf(original) !== null;
  return [{ event: original, clear }, ...validEdits(original, edits)].map(({ event, clear: shown }) => ({
    eventId: event.eventId,
    sentAt: shownTime(event.sentAt),
    content: messageContent(shown, { roomId, eventId: event.eventId, mediaUrl }, isReply),
  }));
}

/** A message as it stands now, outside its conversation; null where it cannot be read. */
export function shownMessage(event: EventRecord, edits: readonly EventRecord[], mediaUrl: MediaUrlOf): MessageContent | null {
  return versionsOf(event, edits, mediaUrl).at(-1)?.content ?? null;
}

/** Who reacted with what (spec 11.7): one reaction for each sender and key, in the order in which they came. */
export function reactorsOf(reactions: readonly EventRecord[], senderOf: (userId: UserId) => Sender): Reactors[] {
  const byKey = new Map<string, Map<UserId, number>>();
  for (const event of reactions) {
    const key = relationOf(event)?.key ?? null;
    if (key === null) continue;
    const people = byKey.get(key) ?? new Map<UserId, number>();
    byKey.set(key, people);
    if (!people.has(event.sender)) people.set(event.sender, event.sentAt);
  }
  return [...byKey].map(([key, people]) => ({
    key,
    people: [...people].map(([userId, at]) => ({ ...senderOf(userId), at: shownTime(at) })),
  }));
}
