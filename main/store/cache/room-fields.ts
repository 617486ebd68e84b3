import type { JsonObject, RoomRecord } from '../../records/index.ts';
import { asCount, asObject, asString, isRoomId, mxcOf, nameOf } from '../../records/index.ts';

/** State that says what a room is, all with an empty state key. */
export const describingTypes = [
  'm.room.create',
  'm.room.name',
  'm.room.canonical_alias',
  'm.room.topic',
  'm.room.avatar',
  'm.room.encryption',
  'm.room.join_rules',
  'm.room.history_visibility',
  'm.room.power_levels',
  'im.vector.room.access_rules',
  'm.room.tombstone',
  'm.room.retention',
] as const;
export type DescribingType = (typeof describingTypes)[number];
type Lookup = (type: DescribingType) => JsonObject | null;
type Fields = Pick<
  RoomRecord,
  | 'name'
  | 'topic'
  | 'avatarMxc'
  | 'encrypted'
  | 'accessRule'
  | 'forcedUnencrypted'
  | 'joinRule'
  | 'historyVisibility'
  | 'version'
  | 'type'
  | 'successor'
  | 'predecessor'
  | 'retentionMs'
>;

const visibilities: readonly string[] = ['invited', 'joined', 'shared', 'world_readable'] satisfies RoomRecord['historyVisibility'][];
const knownRules = ['restricted', 'unrestricted', 'direct'] as const;

const longestTopic = 5000;

const ruleOf = (rule: unknown): RoomRecord['accessRule'] => knownRules.find((known) => known === rule) ?? 'unknown';

/** Closed rooms: `replacement_room` may be missing or no id, which leaves a room that is closed and nothing more. */
function successorOf(tombstone: JsonObject | null): RoomRecord['successor'] {
  if (tombstone === null || Object.keys(tombstone).length === 0) return null;
  const next = tombstone['replacement_room'];
  return { roomId: isRoomId(next) ? next : null, reason: (asString(tombstone['body']) ?? '').slice(0, 500).toWellFormed() };
}

/** `max_lifetime` of `m.room.retention` in milliseconds (MSC1763); null where it sets none. */
export function lifetimeOf(retention: JsonObject | null): number | null {
  const lifetime = asCount(retention?.['max_lifetime']);
  return lifetime === 0 ? null : lifetime;
}

/** What the state of a room says of it. A room that was encrypted stays so (spec 11.12). */
export function roomFields(state: Lookup, wasEncrypted: boolean): Fields {
  const access = state('im.vector.room.access_rules');
  const create = state('m.room.create');
  const before = asObject(create?.['predecessor'])['room_id'];
  const visibility = asString(state('m.room.history_visibility')?.['history_visibility']);
  return {
    name: nameOf(state('m.room.name')?.['name']) ?? nameOf(state('m.room.canonical_alias')?.['alias']),
    topic: (asString(state('m.room.topic')?.['topic']) ?? '').slice(0, longestTopic).toWellFormed(),
    avatarMxc: mxcOf(state('m.room.avatar')?.['url']),
    encrypted: wasEncrypted || typeof state('m.room.encryption')?.['algorithm'] === 'string',
    accessRule: access?.['rule'] === undefined ? null : ruleOf(access['rule']),
    forcedUnencrypted: access?.['force_unencrypted_at_creation'] === true,
    joinRule: asString(state('m.room.join_rules')?.['join_rule'])?.slice(0, 255) ?? 'invite',
    historyVisibility:
      visibility !== null && visibilities.includes(visibility) ? (visibility as RoomRecord['historyVisibility']) : 'shared',
    version: asString(create?.['room_version'])?.slice(0, 255) ?? '1',
    type: asString(create?.['type'])?.slice(0, 255) ?? null,
    successor: successorOf(state('m.room.tombstone')),
    predecessor: isRoomId(before) ? before : null,
    retentionMs: lifetimeOf(state('m.room.retention')),
  };
}
