import type { ClearEvent, EventRecord, Json, JsonObject } from '../records/index.ts';
import { asString } from '../records/index.ts';
import { globMatches, hasWords, wordsMatch } from './glob.ts';

/** What rules ask of the room. */
export interface PushContext {
  ownDisplayName: string | null;
  memberCount: number;
  senderPower: number;
  /** `notifications.room` of the power levels; 50 where it is not set. */
  roomNotificationPower: number;
}

/** An event as rules see it: the clear one. */
export interface Subject {
  event: EventRecord;
  clear: ClearEvent;
}

type Check = (condition: JsonObject, subject: Subject, context: PushContext) => boolean;

const checks: { [kind: string]: Check } = {
  event_match: (condition, subject) => matches(condition, subject),
  event_property_is: ({ key, value }, subject) => {
    const found = property(subject, key);
    return isScalar(value) && found !== undefined && found === value;
  },
  event_property_contains: ({ key, value }, subject) => {
    const found = property(subject, key);
    return isScalar(value) && Array.isArray(found) && found.includes(value ?? null);
  },
  contains_display_name: (_, { clear }, { ownDisplayName }) => {
    const body = asString(clear.content['body']);
    return body !== null && ownDisplayName !== null && ownDisplayName.trim() !== '' && hasWords(body, ownDisplayName.trim());
  },
  room_member_count: ({ is }, _, { memberCount }) => countMatches(asString(is), memberCount),
  sender_notification_permission: ({ key }, _, { senderPower, roomNotificationPower }) =>
    key === 'room' && senderPower >= roomNotificationPower,
};

/** Whether a condition holds (spec 13.13.1.5). One that is not known does not. */
export function holds(condition: JsonObject, subject: Subject, context: PushContext): boolean {
  const kind = asString(condition['kind']) ?? '';
  return Object.hasOwn(checks, kind) && checks[kind]?.(condition, subject, context) === true;
}

const isScalar = (value: Json | undefined): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);

function matches({ key, pattern }: JsonObject, subject: Subject): boolean {
  const value = property(subject, key);
  if (typeof value !== 'string' || typeof pattern !== 'string') return false;
  return key === 'content.body' ? wordsMatch(value, pattern) : globMatches(value, pattern);
}

/** The property at a dotted path; `\.` and `\\` stand for themselves (spec appendices, dot-separated property paths). */
function property({ event, clear }: Subject, path: Json | undefined): Json | undefined {
  if (typeof path !== 'string') return undefined;
  const { sender, roomId, eventId, stateKey } = event;
  const root: JsonObject = { type: clear.type, content: clear.content, sender, room_id: roomId, event_id: eventId };
  if (stateKey !== null) root['state_key'] = stateKey;
  let value: Json | undefined = root;
  for (const name of namesIn(path)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

function namesIn(path: string): string[] {
  const names = [''];
  for (let at = 0; at < path.length; at++) {
    const next = path[at + 1];
    if (path[at] === '.') names.push('');
    else if (path[at] === '\\' && (next === '.' || next === '\\')) names[names.length - 1] += path[++at] ?? '';
    else names[names.length - 1] += path[at] ?? '';
  }
  return names;
}

function countMatches(is: string | null, count: number): boolean {
  const parsed = /^(==|<=|>=|<|>)?(\d{1,9})$/.exec(is ?? '');
  if (!parsed) return false;
  const limit = Number(parsed[2]);
  const { 1: sign = '==' } = parsed;
  if (sign === '<') return count < limit;
  if (sign === '>') return count > limit;
  if (sign === '<=') return count <= limit;
  return sign === '>=' ? count >= limit : count === limit;
}
