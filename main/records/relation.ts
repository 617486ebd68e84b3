import type { EventRecord, JsonObject, Relation } from './event.ts';
import { asObject, isEventId } from './json.ts';

const types: readonly string[] = ['m.annotation', 'm.replace', 'm.thread', 'm.reference'] satisfies Relation['relType'][];
const isType = (value: unknown): value is Relation['relType'] => typeof value === 'string' && types.includes(value);

/** Type and content as they can be read: the decrypted ones where there are any. */
export const readableEvent = (event: EventRecord): { type: string; content: JsonObject } =>
  event.decryption.status === 'ok' ? event.decryption.clear : event;

/** Longest key of a reaction, in characters; the longest emoji sequences are well below. */
const longestKey = 64;

const isKey = (key: unknown): key is string => typeof key === 'string' && key !== '' && key.length <= longestKey;

/**
 * The relation of an event (spec 11.6), read from the outer content, as the specification demands
 * for encrypted events. Null for state events, redacted ones, forged and malformed relations.
 */
export function relationOf(event: EventRecord): Relation | null {
  if (event.stateKey !== null || event.redaction) return null;
  const { rel_type: relType, event_id: target, key } = asObject(event.content['m.relates_to']);
  if (!isType(relType) || !isEventId(target) || target === event.eventId) return null;
  if (relType !== 'm.annotation') return { relType, target, key: null };
  return readableEvent(event).type === 'm.reaction' && isKey(key) ? { relType, target, key } : null;
}

/**
 * Whether an edit may change its target (spec: Validity of replacement events): same sender, room and type, both
 * messages, the target itself no edit. An encrypted message is changed by encrypted edits alone (Editing encrypted
 * events): the server could have written the others. The type counts where both can be read.
 */
export function isValidEdit(edit: EventRecord, target: EventRecord): boolean {
  if (edit.sender !== target.sender || edit.roomId !== target.roomId || target.stateKey !== null || target.redaction) return false;
  if (relationOf(edit)?.relType !== 'm.replace' || relationOf(target)?.relType === 'm.replace') return false;
  if (isEncrypted(target) && !isEncrypted(edit)) return false;
  const [before, after] = [readableEvent(target).type, readableEvent(edit).type];
  return before === after || before === 'm.room.encrypted' || after === 'm.room.encrypted';
}

const isEncrypted = ({ type, decryption }: EventRecord): boolean => type === 'm.room.encrypted' || decryption.status !== 'none';
