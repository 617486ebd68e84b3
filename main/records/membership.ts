import type { EventRecord, JsonObject } from './event.ts';
import { asString, isUserId } from './json.ts';
import type { MemberRecord, Membership } from './room.ts';

const memberships: readonly string[] = ['join', 'invite', 'leave', 'ban', 'knock'] satisfies Membership[];

/** The membership of a member content; anything unknown is `leave`, the one that grants nothing. */
export const membershipOf = (content: JsonObject | null): Membership => {
  const value = content?.['membership'];
  return typeof value === 'string' && memberships.includes(value) ? (value as Membership) : 'leave';
};

/** A content URI that may be asked of a media server, else null. */
export const mxcOf = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= 1024 && /^mxc:\/\/[\w[][\w.:\]-]*\/(?!\.{1,2}$)[\w.~-]+$/u.test(value) ? value : null;

/** A name of somebody or something as given, cut to 255 characters; null where it is blank. */
export const nameOf = (value: unknown): string | null => {
  const name = asString(value)?.trim().slice(0, 255).toWellFormed() ?? '';
  return name === '' ? null : name;
};

/** The member that a member event makes; null for other events. Power comes from elsewhere. */
export function memberOf(event: Pick<EventRecord, 'roomId' | 'type' | 'stateKey' | 'content'>): Omit<MemberRecord, 'power'> | null {
  if (event.type !== 'm.room.member' || !isUserId(event.stateKey)) return null;
  return {
    roomId: event.roomId,
    userId: event.stateKey,
    membership: membershipOf(event.content),
    displayName: nameOf(event.content['displayname']),
    avatarMxc: mxcOf(event.content['avatar_url']),
  };
}

/** What a member event did (spec 11.2.x: membership transitions). */
export type MemberChange =
  | 'joined'
  | 'left'
  | 'invited'
  | 'invite-accepted'
  | 'invite-refused'
  | 'invite-withdrawn'
  | 'kicked'
  | 'banned'
  | 'unbanned'
  | 'knocked'
  | 'renamed'
  | 'avatar'
  | 'none';

function leaving(before: Membership, own: boolean): MemberChange {
  if (before === 'ban') return 'unbanned';
  if (before === 'invite') return own ? 'invite-refused' : 'invite-withdrawn';
  if (before === 'knock') return own ? 'left' : 'kicked';
  return own ? 'left' : 'kicked';
}

function staying(event: EventRecord): MemberChange {
  const before = event.previousContent ?? {};
  if (nameOf(before['displayname']) !== nameOf(event.content['displayname'])) return 'renamed';
  return mxcOf(before['avatar_url']) === mxcOf(event.content['avatar_url']) ? 'none' : 'avatar';
}

/** The transition of a member event, from its previous content; `none` where nothing visible changed. */
export function memberChange(event: EventRecord): MemberChange {
  const before = event.previousContent ? membershipOf(event.previousContent) : 'leave';
  const after = membershipOf(event.content);
  if (after === 'join') return before === 'join' ? staying(event) : before === 'invite' ? 'invite-accepted' : 'joined';
  if (after === 'leave') return leaving(before, event.sender === event.stateKey);
  return before === after ? 'none' : after === 'invite' ? 'invited' : after === 'ban' ? 'banned' : 'knocked';
}
