import type { Caution, UserId } from '../../preload/contract/index.ts';
import { nameInUserId } from './id-name.ts';
import { cut } from './json.ts';
import { lookOf, mixesScripts } from './look.ts';
import type { Profile } from './types.ts';

const longestName = 128;
/** Controls, direction marks and overrides, invisible characters. The joiners stay: emoji and some scripts need them. */
const hidden = /[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
/** Those of them that only a trick puts into a name. */
const reordering = /[\u202A-\u202E\u2066-\u2069]/u;

/** What most names are: words of visible Latin characters with one space between them. Looked for first, since a list of rooms holds thousands of names. */
const ordinary = /^[!-~\u00C0-\u024F\u2010-\u2027]+(?: [!-~\u00C0-\u024F\u2010-\u2027]+)*$/u;

/** A name that others chose, safe to put in a sentence: one line, nothing invisible, at most 128 characters. May be empty. */
export function cleanName(name: string): string {
  if (name.length <= longestName && ordinary.test(name)) return name;
  return cut(
    name
      .slice(0, longestName * 4)
      .replace(/\s/gu, ' ')
      .replace(hidden, '')
      .replace(/ +/gu, ' ')
      .trim(),
    longestName,
  );
}

/** The name of a member who stands alone: the display name, else the one in the user id, else the id. */
export function plainName(userId: UserId, displayName: string | null): string {
  return cleanName(displayName ?? '') || (nameInUserId(userId) ?? userId);
}

/** A name as it is shown, and why it deserves a second look. */
export interface JudgedName {
  name: string;
  caution: Caution | null;
}

/** A name before it is compared with others. */
export interface SeenName {
  name: string;
  look: string;
  disguised: boolean;
}

export function seen(userId: UserId, displayName: string | null): SeenName {
  const name = plainName(userId, displayName);
  return { name, look: lookOf(name), disguised: name !== userId && playsTricks(name, displayName) };
}

/** The name as it is shown among others, `alike` of which look so, itself included. */
export function judge(userId: UserId, { name, disguised }: SeenName, alike: number): JudgedName {
  const caution = name === userId ? null : disguised ? 'disguised' : alike > 1 ? 'alike' : null;
  return { name: caution === null ? name : `${name} (${userId})`, caution };
}

/**
 * Names of members who are seen together (spec 11.2.2.3, calculating the display name for a user):
 * where two would look alike, or a name plays tricks, the user id is added.
 */
export function judgedNames(profiles: Iterable<Pick<Profile, 'userId' | 'displayName'>>): Map<UserId, JudgedName> {
  const names = new Map<UserId, SeenName>();
  const owners = new Map<string, number>();
  for (const { userId, displayName } of profiles) {
    const one = seen(userId, displayName);
    names.set(userId, one);
    owners.set(one.look, (owners.get(one.look) ?? 0) + 1);
  }
  return new Map([...names].map(([userId, one]) => [userId, judge(userId, one, owners.get(one.look) ?? 0)]));
}

/** The names alone. */
export const namesOf = (profiles: Iterable<Pick<Profile, 'userId' | 'displayName'>>): Map<UserId, string> =>
  new Map([...judgedNames(profiles)].map(([userId, { name }]) => [userId, name]));

/** It poses as an id, mixes scripts whose letters look the same, or reorders what is read. */
const playsTricks = (name: string, given: string | null): boolean =>
  /^@.*:/u.test(name) || (!ordinary.test(name) && mixesScripts(name)) || reordering.test(given ?? '');
