import * as v from 'valibot';
import { eventId, type EventId } from '../../preload/contract/index.ts';
import type { ClearEvent, EventRecord, JsonObject, Relation } from '../records/index.ts';
import { object, text } from './json.ts';

const longestKey = 64;
const relTypes = ['m.annotation', 'm.replace', 'm.thread', 'm.reference'] as const;

/** Type and content as the sender wrote them; null while they cannot be read. */
export function clearOf(event: EventRecord): ClearEvent | null {
  if (event.decryption.status === 'none') return event.type === 'm.room.encrypted' ? null : event;
  return event.decryption.status === 'ok' ? event.decryption.clear : null;
}

/** The relation of an event, from its outer content (spec 11.6.2, 11.12.1 encrypted relationships). Null for none or a malformed one. */
export function relationOf(event: EventRecord): Relation | null {
  const relates = object(event.content['m.relates_to']);
  const relType = relTypes.find((type) => type === relates?.['rel_type']);
  const target = parsedId(relates, 'event_id');
  if (relType === undefined || target === null) return null;
  const key = text(relates?.['key']);
  return { relType, target, key: key !== null && key.length > 0 && key.length <= longestKey ? key : null };
}

/** The event that this one answers (spec 11.3). Threads' fallback replies are not answers. */
export function replyTargetOf(event: EventRecord): EventId | null {
  const relates = object(event.content['m.relates_to']) ?? object(clearOf(event)?.content['m.relates_to']);
  if (relates?.['is_falling_back'] === true) return null;
  return parsedId(object(relates?.['m.in_reply_to']), 'event_id');
}

function parsedId(from: JsonObject | null, field: string): EventId | null {
  const parsed = v.safeParse(eventId, from?.[field]);
  return parsed.success ? parsed.output : null;
}

/** Edits and reactions by the event that they are about. */
export interface RelationIndex {
  edits: Map<EventId, EventRecord[]>;
  reactions: Map<EventId, EventRecord[]>;
}

export function indexRelations(events: readonly EventRecord[]): RelationIndex {
  const index: RelationIndex = { edits: new Map(), reactions: new Map() };
  for (const event of events) {
    const relation = event.redaction === null && event.stateKey === null ? relationOf(event) : null;
    if (relation?.relType === 'm.replace') push(index.edits, relation.target, event);
    if (relation?.relType === 'm.annotation' && relation.key !== null) push(index.reactions, relation.target, event);
  }
  return index;
}

function push(map: Map<EventId, EventRecord[]>, target: EventId, event: EventRecord): void {
  const known = map.get(target);
  if (known) known.push(event);
  else map.set(target, [event]);
}
