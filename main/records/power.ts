import type { Permission, UserId } from '../../preload/contract/index.ts';
import type { JsonObject } from './event.ts';
import { asArray, asObject, isUserId } from './json.ts';
import type { PowerRecord } from './room.ts';

/** What decides power in a room (spec: `m.room.power_levels`; creators of room version 12, MSC4289). */
export interface PowerRules {
  /** Content of `m.room.power_levels`, or null where there is none. */
  levels: JsonObject | null;
  /** Content and sender of `m.room.create`. */
  create: { content: JsonObject; sender: UserId } | null;
}

/** Power of a creator from room version 12 on: above every level. */
export const creatorPower = Number.MAX_SAFE_INTEGER;

/** Levels are integers; old rooms have them as text. Anything else counts as not given. */
function level(value: unknown, fallback: number): number {
  const number = typeof value === 'string' && /^-?\d{1,15}$/u.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : fallback;
}

const namedLevel = (group: unknown, name: string, fallback: number): number => {
  const levels = asObject(group);
  return Object.hasOwn(levels, name) ? level(levels[name], fallback) : fallback;
};

/** Versions 1 to 11 have no privileged creators; unknown versions are taken to be newer. */
const hasPrivilegedCreators = (version: unknown): boolean => typeof version === 'string' && !/^([1-9]|1[01])$/u.test(version);

/** Those above every level; none before room version 12. */
export function creatorsOf({ create }: Pick<PowerRules, 'create'>): UserId[] {
  if (!create || !hasPrivilegedCreators(create.content['room_version'])) return [];
  return [...new Set([create.sender, ...asArray(create.content['additional_creators']).filter(isUserId)])];
}

/** Level that a state event needs; `levels` null where there is no `m.room.power_levels`, which lets everybody set state. */
export const stateLevel = (levels: JsonObject | null, type: string): number =>
  levels === null ? 0 : namedLevel(levels['events'], type, level(levels['state_default'], 50));

/** Effective power level of a member. */
export function powerOf(rules: PowerRules, userId: UserId): number {
  if (creatorsOf(rules).includes(userId)) return creatorPower;
  if (!rules.levels) return rules.create?.sender === userId ? 100 : 0;
  return namedLevel(rules.levels['users'], userId, level(rules.levels['users_default'], 0));
}

/** Own power and what the usual actions need; `encrypted` decides which type a message has. */
export function powerRecord(rules: PowerRules, own: UserId, encrypted: boolean): PowerRecord {
  const levels = rules.levels ?? {};
  const type = encrypted ? 'm.room.encrypted' : 'm.room.message';
  return {
    own: powerOf(rules, own),
    invite: level(levels['invite'], 0),
    send: namedLevel(levels['events'], type, level(levels['events_default'], 0)),
    redact: level(levels['redact'], 50),
    notifyRoom: namedLevel(levels['notifications'], 'room', 50),
    pin: namedLevel(levels['events'], 'm.room.pinned_events', level(levels['state_default'], 50)),
    kick: level(levels['kick'], 50),
    children: namedLevel(levels['events'], 'm.space.child', level(levels['state_default'], 50)),
  };
}

/** Where the level of a permission stands in `m.room.power_levels`: a key, or a key of a group with what holds without it. */
type Place = { key: string; fallback: number } | { group: string; key: string; otherwise: 'state_default' | 50 };
const places: Record<Permission, Place> = {
  default: { key: 'users_default', fallback: 0 },
  send: { key: 'events_default', fallback: 0 },
  invite: { key: 'invite', fallback: 0 },
  kick: { key: 'kick', fallback: 50 },
  ban: { key: 'ban', fallback: 50 },
  redact: { key: 'redact', fallback: 50 },
  notify: { group: 'notifications', key: 'room', otherwise: 50 },
  pin: { group: 'events', key: 'm.room.pinned_events', otherwise: 'state_default' },
  name: { group: 'events', key: 'm.room.name', otherwise: 'state_default' },
  topic: { group: 'events', key: 'm.room.topic', otherwise: 'state_default' },
  avatar: { group: 'events', key: 'm.room.avatar', otherwise: 'state_default' },
  history: { group: 'events', key: 'm.room.history_visibility', otherwise: 'state_default' },
  encryption: { group: 'events', key: 'm.room.encryption', otherwise: 'state_default' },
  access: { group: 'events', key: 'm.room.join_rules', otherwise: 'state_default' },
  power: { group: 'events', key: 'm.room.power_levels', otherwise: 'state_default' },
  upgrade: { group: 'events', key: 'm.room.tombstone', otherwise: 'state_default' },
  children: { group: 'events', key: 'm.space.child', otherwise: 'state_default' },
};

/** The two types that a message of a room may have on the wire. */
const messageTypes = ['m.room.message', 'm.room.encrypted'] as const;

/** The level that a permission needs; `levels` null where there is no `m.room.power_levels`, which lets everybody set state. */
export function neededFor(levels: JsonObject | null, permission: Permission): number {
  const place = places[permission];
  const held = levels ?? {};
  if (!('group' in place)) {
    const plain = level(held[place.key], place.fallback);
    return permission === 'send' ? Math.max(...messageTypes.map((type) => namedLevel(held['events'], type, plain))) : plain;
  }
  const otherwise = place.otherwise === 50 ? 50 : levels === null ? 0 : level(held['state_default'], 50);
  return namedLevel(held[place.group], place.key, otherwise);
}

/** All of them. */
export const neededLevels = (levels: JsonObject | null): Record<Permission, number> =>
  Object.fromEntries((Object.keys(places) as Permission[]).map((one) => [one, neededFor(levels, one)])) as Record<Permission, number>;

/** The content of `m.room.power_levels` with another level for a permission. Levels that single out messages go with « send ». */
export function withPermission(levels: JsonObject, permission: Permission, value: number): JsonObject {
  const place = places[permission];
  if ('group' in place) return { ...levels, [place.group]: { ...(asObject(levels[place.group]) as JsonObject), [place.key]: value } };
  const next = { ...levels, [place.key]: value };
  if (permission !== 'send') return next;
  const events = Object.entries(asObject(levels['events']) as JsonObject).filter(
    ([type]) => !(messageTypes as readonly string[]).includes(type),
  );
  return Object.hasOwn(levels, 'events') ? { ...next, events: Object.fromEntries(events) } : next;
}

/** The same with another level for a member. */
export const withPower = (levels: JsonObject, userId: UserId, value: number): JsonObject => ({
  ...levels,
  users: { ...(asObject(levels['users']) as JsonObject), [userId]: value },
});
