import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import { asArray, asObject, isUserId, mxcOf, nameOf, type RoomRecord } from '../../records/index.ts';
import type { Http } from '../http/index.ts';
import type { FoundPerson } from './types.ts';

/** People asked for at once. */
const most = 30;
const longestQuery = 255;

/** `POST /user_directory/search` (spec: user directory). */
export async function searchDirectory(http: Http, query: string, signal: AbortSignal): Promise<{ people: FoundPerson[]; more: boolean }> {
  const body = { search_term: query.slice(0, longestQuery), limit: most };
  const answer = await http.json('POST', '/_matrix/client/v3/user_directory/search', { body, signal });
  const people = asArray(answer['results']).slice(0, most).map(asObject).flatMap(personOf);
  return { people, more: answer['limited'] === true };
}

function personOf(result: { [key: string]: unknown }): FoundPerson[] {
  const userId = result['user_id'];
  if (!isUserId(userId)) return [];
  return [{ userId, displayName: nameOf(result['display_name']), avatarMxc: mxcOf(result['avatar_url']), direct: null }];
}

/** Letters to compare by: without accents and case. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Those whom we have a direct message with, by what was typed; the most active first. */
export function knownPeople(rooms: readonly RoomRecord[], query: string): FoundPerson[] {
  const words = folded(query).split(/\s+/u).filter(Boolean);
  const found = new Map<UserId, FoundPerson>();
  for (const room of [...rooms].sort((a, b) => b.activityAt - a.activityAt)) {
    const userId = room.membership === 'join' ? room.directUserId : null;
    if (userId === null || found.has(userId)) continue;
    const hero = room.heroes.find((one) => one.userId === userId);
    const letters = folded(`${hero?.name ?? ''} ${userId}`);
    if (!words.every((word) => letters.includes(word))) continue;
    found.set(userId, { userId, displayName: hero?.name ?? null, avatarMxc: hero?.avatarMxc ?? null, direct: room.roomId });
  }
  return [...found.values()].slice(0, most);
}

/**
 * Known people first, then those of the directory. Nobody is added because they share a room with us: who is on the
 * red list is in no directory, and must not be found through the rooms that we happen to see them in.
 */
export function merged(known: readonly FoundPerson[], found: readonly FoundPerson[], hidden: ReadonlySet<UserId>): FoundPerson[] {
  const all = new Map<UserId, FoundPerson>();
  for (const person of [...known, ...found]) {
    const before = all.get(person.userId);
    // The directory is newer than what a room of ours remembers.
    all.set(person.userId, before ? { ...person, direct: before.direct } : person);
  }
  for (const userId of hidden) all.delete(userId);
  return [...all.values()];
}

/** Rooms of ours that hold this person, by what is stored of their members. */
export async function storedMutualRooms(rooms: readonly RoomRecord[], has: (roomId: RoomId) => Promise<boolean>): Promise<RoomId[]> {
  const joined = rooms.filter((room) => room.membership === 'join');
  const found = await Promise.all(joined.map(async (room) => ((await has(room.roomId)) ? [room.roomId] : [])));
  return found.flat();
}
