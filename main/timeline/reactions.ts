import type { MessageRef, Reaction, TransactionId, UserId } from '../../preload/contract/index.ts';
import { relationOf, type EventRecord } from '../records/index.ts';

const mostKeys = 50;
const mostNames = 10;
const noReactions: Reaction[] = [];

/** A reaction that is on its way. */
export interface EchoedReaction {
  key: string;
  transactionId: TransactionId;
}

/**
 * Reactions of a message (spec 11.7, annotations): one for each sender and key, in the order in
 * which the keys came; redacted ones do not count. At most fifty keys are shown.
 */
export function reactionsOf(
  events: readonly EventRecord[] | undefined,
  echoes: readonly EchoedReaction[] | undefined,
  redacted: ReadonlySet<MessageRef>,
  own: UserId,
  nameOf: (userId: UserId) => string,
): Reaction[] {
  if (!events && !echoes) return noReactions;
  const senders = new Map<string, Map<UserId, MessageRef>>();
  const add = (key: string, sender: UserId, event: MessageRef): void => {
    const known = senders.get(key);
    if (known?.has(sender)) return;
    if (known) known.set(sender, event);
    else if (senders.size < mostKeys) senders.set(key, new Map([[sender, event]]));
  };
  for (const event of events ?? []) {
    const key = redacted.has(event.eventId) ? null : relationOf(event)?.key;
    if (key) add(key, event.sender, event.eventId);
  }
  for (const { key, transactionId } of echoes ?? []) add(key, own, transactionId);
  return [...senders].map(([key, who]) => summary(key, who, own, nameOf));
}

function summary(key: string, who: Map<UserId, MessageRef>, own: UserId, nameOf: (userId: UserId) => string): Reaction {
  const names = [...who.keys()].slice(0, mostNames).map(nameOf);
  return { key, count: who.size, own: who.has(own), ownRef: who.get(own) ?? null, names };
}
