import type { JsonObject, RoomRecord } from '../../records/index.ts';
import { asString, mxcOf, nameOf } from '../../records/index.ts';

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
] as const;
export type DescribingType = (typeof describingTypes)[number];
type Lookup = (type: DescribingType) => JsonObject | null;
type Fields = Pick<
  RoomRecord,
  'name' | 'topic' | 'avatarMxc' | 'encrypted' | 'accessRule' | 'forcedUnencrypted' | 'joinRule' | 'historyVisibility' | 'version'
>;

const visibilities: readonly string[] = ['invited', 'joined', 'shared', 'world_readable'] satisfies RoomRecord['historyVisibility'][];
const knownRules = ['restricted', 'unrestricted', 'direct'] as const;

const longestTopic = 5000;

const ruleOf = (rule: unknown): RoomRecord['accessRule'] => knownRules.find((known) => known === rule) ?? 'unknown';

/** What the state of a room says of it. A room that was encrypted stays so (spec 11.12). */
export function roomFields(state: Lookup, wasEncrypted: boolean): Fields {
  const access = state('im.vector.room.access_rules');
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
    version: asString(state('m.room.create')?.['room_version'])?.slice(0, 255) ?? '1',
  };
}
