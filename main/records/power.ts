import type { UserId } from '../../preload/contract/index.ts';
import type { JsonObject } from './event.ts';
import { asArray, asObject } from './json.ts';
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

function isCreator({ create }: PowerRules, userId: UserId): boolean {
  if (!create || !hasPrivilegedCreators(create.content['room_version'])) return false;
  return create.sender === userId || asArray(create.content['additional_creators']).includes(userId);
}

/** Effective power level of a member. */
export function powerOf(rules: PowerRules, userId: UserId): number {
  if (isCreator(rules, userId)) return creatorPower;
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
  };
}
