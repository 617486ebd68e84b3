import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import type { Unsubscribe } from '../types.ts';

/** What an administration says of people; on a plain homeserver nobody is a guest, and no identity server is given. */
export interface PeopleRules {
  isGuest(userId: UserId): boolean;
  /** Whether an account made for this address would be a guest's; null where nobody can tell. */
  isGuestAddress(email: string): Promise<boolean | null>;
  /** Base URL of the identity server of a homeserver; null: the one that `.well-known` names. */
  identityServer(homeserver: string): string | null;
}

/** Somebody who was found, as their server or a room of ours describes them. */
export interface FoundPerson {
  userId: UserId;
  displayName: string | null;
  avatarMxc: string | null;
  /** The direct message with them. */
  direct: RoomId | null;
}

export interface FoundPeople {
  people: FoundPerson[];
  more: boolean;
  directory: 'searched' | 'closed' | 'failed';
  /** Why it failed. */
  problem: unknown;
}

export type Invitee = { userId: UserId } | { email: string };

/** What an agent does with other people. All reject with `CodedError`. */
export interface People {
  search(query: string, signal: AbortSignal): Promise<FoundPeople>;
  writeTo(email: string): Promise<{ roomId: RoomId; invited: boolean }>;
  invite(roomId: RoomId, who: Invitee): Promise<'invited' | 'by-email' | 'already'>;
  /** Takes back an invitation by e-mail. */
  revoke(roomId: RoomId, token: string): Promise<void>;
  profile(userId: UserId): Promise<Omit<FoundPerson, 'direct'>>;
  /** Rooms that both are in; `complete` where the server told (MSC2666), else those whose members are known here. */
  mutualRooms(userId: UserId): Promise<{ rooms: RoomId[]; complete: boolean }>;
  /** Who is blocked (`m.ignored_user_list`), as far as is known now. */
  blocked(): ReadonlySet<UserId>;
  onBlocked(listener: (blocked: ReadonlySet<UserId>) => void): Unsubscribe;
  setBlocked(userId: UserId, blocked: boolean): Promise<void>;
}
