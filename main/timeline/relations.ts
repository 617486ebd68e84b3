import type { EventId } from '../../preload/contract/index.ts';
import { isEventId, relationOf, type ClearEvent, type EventRecord, type JsonObject } from '../records/index.ts';
import { gather, keepSame } from './groups.ts';
import { object } from './json.ts';

/** Type and content as the sender wrote them; null while they cannot be read. */
export function clearOf(event: EventRecord): ClearEvent | null {
  if (event.decryption.status === 'none') return event.type === 'm.room.encrypted' ? null : event;
  return event.decryption.status === 'ok' ? event.decryption.clear : null;
}

/** The event that this one answers (spec 11.3). Threads' fallback replies are not answers. */
export function replyTargetOf(event: EventRecord): EventId | null {
  const relates = object(event.content['m.relates_to']) ?? object(clearOf(event)?.content['m.relates_to']);
  if (relates?.['is_falling_back'] === true) return null;
  return idIn(object(relates?.['m.in_reply_to']));
}

function idIn(from: JsonObject | null): EventId | null {
  const id = from?.['event_id'];
  return isEventId(id) ? id : null;
}

/** Edits, reactions and what refers to an event, by the event that they are about. */
export interface RelationIndex {
  edits: Map<EventId, EventRecord[]>;
  reactions: Map<EventId, EventRecord[]>;
  /** Votes and ends of polls among them. */
  references: Map<EventId, EventRecord[]>;
}

/** Groups that did not change are those of `before`. */
export function indexRelations(events: readonly EventRecord[], before: RelationIndex | undefined): RelationIndex {
  const index: RelationIndex = { edits: new Map(), reactions: new Map(), references: new Map() };
  for (const event of events) {
    const relation = relationOf(event);
    if (relation?.relType === 'm.replace') gather(index.edits, relation.target, event);
    if (relation?.relType === 'm.annotation' && relation.key !== null) gather(index.reactions, relation.target, event);
    if (relation?.relType === 'm.reference') gather(index.references, relation.target, event);
  }
  return {
    edits: keepSame(index.edits, before?.edits),
    reactions: keepSame(index.reactions, before?.reactions),
    references: keepSame(index.references, before?.references),
  };
}
