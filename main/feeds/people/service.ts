import {
  CodedError,
  type AccountId,
  type CallInput,
  type CallOutput,
  type ErrorCode,
  type Member,
  type Person,
  type RoomId,
} from '../../../preload/contract/index.ts';
import type { Account, FoundPerson } from '../../matrix/index.ts';
import { judgedNames } from '../../timeline/index.ts';
import { MemberList } from '../member-list.ts';
import type { FeedDependencies } from '../types.ts';
import { openAccount } from '../with-account.ts';

/** What an agent asks about other people. All reject with `CodedError`. */
export interface PeopleService {
  search(input: CallInput<'people.search'>, signal: AbortSignal): Promise<CallOutput<'people.search'>>;
  writeTo(input: CallInput<'people.writeTo'>): Promise<CallOutput<'people.writeTo'>>;
  invite(input: CallInput<'people.invite'>): Promise<CallOutput<'people.invite'>>;
  revoke(input: CallInput<'people.revoke'>): Promise<void>;
  card(input: CallInput<'people.card'>): Promise<CallOutput<'people.card'>>;
  setBlocked(input: CallInput<'people.setBlocked'>): Promise<void>;
  /** All who are in a room or invited. Rejects with `members.incomplete` where the server has not told of all. */
  wholeRoom(accountId: AccountId, roomId: RoomId): Promise<Member[]>;
}

export function createPeople(dependencies: FeedDependencies): PeopleService {
  const { accounts } = dependencies;
  const account = (accountId: AccountId): Account => openAccount(accounts, accountId);
  return {
    async search({ accountId, query }, signal) {
      const opened = account(accountId);
      const { people, more, directory, problem } = await opened.people.search(query, signal);
      return { people: personsOf(dependencies, opened, people), more, directory, problem: problem === null ? null : codeOf(problem) };
    },
    writeTo: async ({ accountId, email }) => account(accountId).people.writeTo(email),
    invite: async ({ accountId, roomId, who }) => ({ outcome: await account(accountId).people.invite(roomId, who) }),
    revoke: async ({ accountId, roomId, token }) => account(accountId).people.revoke(roomId, token),
    setBlocked: async ({ accountId, userId, blocked }) => account(accountId).people.setBlocked(userId, blocked),
    card: async (input) => cardOf(dependencies, account(input.accountId), input),
    wholeRoom: async (accountId, roomId) => wholeRoom(dependencies, account(accountId), roomId),
  };
}

const codeOf = (error: unknown): ErrorCode => (error instanceof CodedError ? error.code : 'internal');

/** Found people as the page shows them, judged among one another. */
function personsOf(
  { mediaUrl, originOf }: FeedDependencies,
  { accountId, userId: own }: Account,
  people: readonly FoundPerson[],
): Person[] {
  const names = judgedNames(people);
  const url = mediaUrl(accountId);
  return people.map(({ userId, avatarMxc, direct }) => ({
    userId,
    name: names.get(userId)?.name ?? userId,
    caution: names.get(userId)?.caution ?? null,
    avatar: avatarMxc === null ? null : url({ kind: 'avatar', mxc: avatarMxc }),
    origin: originOf(userId, own),
    direct,
  }));
}

/** What a room says of a person, else their server; without either the id is all there is. */
async function cardOf(dependencies: FeedDependencies, account: Account, { userId, roomId }: CallInput<'people.card'>) {
  const [inRoom] = roomId === null ? [] : await account.cache.profiles(roomId, [userId]);
  const profile = inRoom ?? (await account.people.profile(userId).catch(() => null));
  const { rooms, complete } = await account.people.mutualRooms(userId);
  const listed = await account.cache.rooms();
  const direct = listed.find((room) => room.membership === 'join' && room.directUserId === userId)?.roomId ?? null;
  const found = { userId, displayName: profile?.displayName ?? null, avatarMxc: profile?.avatarMxc ?? null, direct };
  const known = new Set(listed.map((room) => room.roomId));
  const person = personsOf(dependencies, account, [found])[0];
  if (!person) throw new CodedError('internal', 'a person was lost');
  // Rooms that are not in the list could not be opened.
  return { person, rooms: rooms.filter((id) => known.has(id)), complete };
}

async function wholeRoom({ mediaUrl, originOf }: FeedDependencies, account: Account, roomId: RoomId): Promise<Member[]> {
  const read = async (): Promise<boolean> => (await account.cache.room(roomId))?.membersComplete === true;
  if (!(await read())) await account.rooms.loadMembers(roomId).catch(() => undefined);
  if (!(await read())) throw new CodedError('members.incomplete', 'not all members are known', { retryable: true });
  const list = new MemberList({ mediaUrl: mediaUrl(account.accountId), originOf: (userId) => originOf(userId, account.userId) });
  list.replace(await account.cache.members(roomId));
  return [...list.items];
}
