import type { AccountId, FeedItem, Member, RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { folded } from '../text/index.ts';
import { FeedList } from './feed-list.svelte.ts';

export type MemberSection = 'knock' | 'admin' | 'moderator' | 'member' | 'invite' | 'email';
export type MemberRow =
  | { type: 'section'; id: MemberSection; count: number }
  | { type: 'member'; id: string; member: Member }
  | { type: 'email'; id: string; invite: FeedItem<'emailInvites'> };

const order: readonly MemberSection[] = ['knock', 'admin', 'moderator', 'member', 'invite'];

const sectionOf = (member: Member): MemberSection | null => {
  if (member.membership === 'ban') return null;
  return member.membership === 'join' ? member.role : member.membership;
};

/** The members of a room by role, as filtered by the agent. Banned people are not members. */
export class MemberList {
  filter = $state('');
  readonly feed: FeedList<'members'>;
  /** Invitations that wait for the owner of an address. */
  readonly emails: FeedList<'emailInvites'>;

  readonly shown: readonly Member[] = $derived.by(() => {
    const words = folded(this.filter).split(' ').filter(Boolean);
    const present = this.feed.items.filter((member) => sectionOf(member) !== null);
    if (words.length === 0) return present;
    return present.filter((member) => words.every((word) => folded(`${member.name} ${member.userId}`).includes(word)));
  });

  readonly #emailRows: readonly MemberRow[] = $derived.by(() => {
    const words = folded(this.filter).split(' ').filter(Boolean);
    const found = this.emails.items.filter(({ name }) => words.every((word) => folded(name).includes(word)));
    if (found.length === 0) return [];
    const rows = found.map((invite): MemberRow => ({ type: 'email', id: `email ${invite.token}`, invite }));
    return [{ type: 'section', id: 'email', count: found.length }, ...rows];
  });

  readonly rows: readonly MemberRow[] = $derived.by(() => [
    ...order.flatMap((section): MemberRow[] => {
      const members = this.shown.filter((member) => sectionOf(member) === section);
      if (members.length === 0) return [];
      return [
        { type: 'section', id: section, count: members.length },
        ...members.map((member): MemberRow => ({ type: 'member', id: member.userId, member })),
      ];
    }),
    ...this.#emailRows,
  ]);

  constructor(client: Client, accountId: AccountId, roomId: RoomId) {
    this.feed = new FeedList(client, 'members', { accountId, roomId });
    this.emails = new FeedList(client, 'emailInvites', { accountId, roomId });
  }

  close(): void {
    this.feed.close();
    this.emails.close();
  }
}
