import type { EventId, UserId } from '../../preload/contract/index.ts';
import type { EventRecord, JsonObject } from './event.ts';
import { isEventId } from './json.ts';

/** What the redaction algorithm of room version 11 keeps of a content; of other types nothing. */
const kept: { [type: string]: readonly string[] | undefined } = {
  'm.room.member': ['membership', 'join_authorised_via_users_server'],
  'm.room.join_rules': ['join_rule', 'allow'],
  'm.room.power_levels': ['ban', 'events', 'events_default', 'invite', 'kick', 'redact', 'state_default', 'users', 'users_default'],
  'm.room.history_visibility': ['history_visibility'],
};

/** The part of a content that a redaction leaves (spec: room version 11, redactions). */
export function keptByRedaction(type: string, content: JsonObject): JsonObject {
  if (type === 'm.room.create') return content;
  const keys = Object.hasOwn(kept, type) ? (kept[type] ?? []) : [];
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(content, key)).map((key) => [key, content[key] ?? null]));
}

/** The event as it stands after a redaction; what was decrypted of it is gone too. */
export const redactEvent = (event: EventRecord, redaction: { by: UserId; reason: string | null }): EventRecord => ({
  ...event,
  content: keptByRedaction(event.type, event.content),
  previousContent: null,
  redaction,
  decryption: { status: 'none' },
});

/** The event that a redaction removes; null for other events. */
export function redactionTarget(event: EventRecord): EventId | null {
  const target = event.type === 'm.room.redaction' && !event.redaction ? event.content['redacts'] : null;
  return isEventId(target) && target !== event.eventId ? target : null;
}
