import type { StateChange, UserId } from '../../preload/contract/index.ts';
import type { EventRecord, JsonObject } from '../records/index.ts';
import { cut, object, text } from './json.ts';
import { memberWords } from './member-words.ts';
import { cleanName } from './names.ts';

type Words = Pick<StateChange, 'change'> & Partial<StateChange>;
type Tell = (now: JsonObject, before: JsonObject | null) => Words | null;
type NameOf = (userId: UserId) => string;

/** A text of the room as it may stand in a sentence. */
const field = (content: JsonObject | null, key: string): string => cleanName(text(content?.[key]) ?? '');

const named =
  (key: string, set: StateChange['change'], removed: StateChange['change']): Tell =>
  (now, before) => {
    const value = field(now, key);
    const previous = field(before, key);
    if (value === previous) return null;
    return { change: value === '' ? removed : set, value, previous };
  };

/** A rule of the room. Its first value belongs to the making of the room and is not told. */
const rule =
  (key: string, change: StateChange['change']): Tell =>
  (now, before) => {
    const value = field(now, key);
    const previous = field(before, key);
    return before === null || value === previous ? null : { change, value, previous };
  };

const always =
  (change: StateChange['change']): Tell =>
  () => ({ change });

/** Told only where something was there before. */
const changed =
  (change: StateChange['change']): Tell =>
  (_, before) =>
    before === null ? null : { change };

const tellers: { [type: string]: Tell } = {
  'm.room.create': always('room-created'),
  'm.room.name': named('name', 'room-name', 'room-name-removed'),
  'm.room.topic': named('topic', 'room-topic', 'room-topic-removed'),
  'm.room.avatar': (now, before) => (text(now['url']) === text(before?.['url']) ? null : { change: 'room-avatar' }),
  'm.room.encryption': (now) => ({ change: 'room-encryption', value: field(now, 'algorithm') }),
  'm.room.join_rules': rule('join_rule', 'room-join-rules'),
  'm.room.history_visibility': rule('history_visibility', 'room-history-visibility'),
  'm.room.guest_access': rule('guest_access', 'room-guest-access'),
  'm.room.power_levels': changed('room-power-levels'),
  'm.room.pinned_events': always('room-pinned'),
  'm.room.canonical_alias': (now, before) => {
    const value = field(now, 'alias');
    return value === field(before, 'alias') ? null : { change: 'room-alias', value, previous: field(before, 'alias') };
  },
  'm.room.tombstone': (now) => ({ change: 'room-upgraded', value: field(now, 'replacement_room') }),
  'm.room.server_acl': changed('room-server-acl'),
  'im.vector.room.access_rules': rule('rule', 'room-access-rules'),
  'm.room.retention': (now, before) =>
    now['max_lifetime'] === before?.['max_lifetime']
      ? null
      : { change: 'room-retention', value: lifetime(now), previous: lifetime(before) },
};

/** Milliseconds, as text; empty without a limit. */
const lifetime = (content: JsonObject | null): string => {
  const limit = content?.['max_lifetime'];
  return typeof limit === 'number' ? String(limit) : '';
};

/** A state event in words; null where it changes nothing that an agent would want to read. */
export function stateWords(event: EventRecord, nameOf: NameOf): StateChange | null {
  const before = event.previousContent === null ? null : object(event.previousContent);
  const words =
    event.type === 'm.room.member'
      ? memberWords(event, nameOf)
      : Object.hasOwn(tellers, event.type)
        ? (tellers[event.type]?.(event.content, before) ?? null)
        : null;
  if (words === null) return null;
  const { change, target = '', value = '', previous = '' } = words;
  return { change, actor: words.actor ?? nameOf(event.sender), target, value: cut(value, 255), previous: cut(previous, 255) };
}
