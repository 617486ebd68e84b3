import { isDisplayable, relationOf, type EventRecord } from '../records/index.ts';

/** What an event is to a conversation: a row of it, something that changes another row, or nothing. */
export type EventKind = 'message' | 'state' | 'relation' | 'hidden';

/** Follows `isDisplayable`, by which the store counts, so that a page of the store is a page of rows. */
export function kindOf(event: EventRecord): EventKind {
  if (isDisplayable(event)) return event.stateKey === null ? 'message' : 'state';
  if (event.type === 'm.room.redaction') return 'relation';
  const relation = relationOf(event)?.relType;
  return relation === 'm.replace' || relation === 'm.annotation' || relation === 'm.reference' ? 'relation' : 'hidden';
}
