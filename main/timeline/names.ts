import type { UserId } from '../../preload/contract/index.ts';
import type { Profile } from './types.ts';
import { cut } from './json.ts';

const longestName = 128;
/** Controls, direction marks and overrides, invisible characters. The joiners stay: emoji and some scripts need them. */
const hidden = /[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

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

/** The name of a member who stands alone: the display name, else the user id. */
export function plainName(userId: UserId, displayName: string | null): string {
  return cleanName(displayName ?? '') || userId;
}

/**
 * Names of members who are seen together (spec 11.2.2.3, calculating the display name for a user):
 * where two would look alike, or a name looks like a user id, the user id is added.
 */
export function namesOf(profiles: Iterable<Profile>): Map<UserId, string> {
  const names = new Map<UserId, string>();
  const owners = new Map<string, number>();
  for (const { userId, displayName } of profiles) {
    const name = plainName(userId, displayName);
    const look = lookOf(name);
    names.set(userId, name);
    owners.set(look, (owners.get(look) ?? 0) + 1);
  }
  for (const [userId, name] of names) {
    if (name !== userId && ((owners.get(lookOf(name)) ?? 0) > 1 || /^@.*:/u.test(name))) names.set(userId, `${name} (${userId})`);
  }
  return names;
}

function lookOf(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\u200C\u200D]/gu, '')
    .toLowerCase();
}
