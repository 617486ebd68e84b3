import type { AccountId, Member, RoomId } from '../../preload/contract/index.ts';
import type { Client } from '../client/index.ts';
import { folded } from '../text/index.ts';
import { FeedList } from './feed-list.svelte.ts';

export type MemberSection = 'knock' | 'admin' | 'moderator' | 'member' | 'invite';
export type MemberRow = { type: 'section'; id: MemberSection; count: number } | { type: 'member'; id: string; member: Member };

const order: readonly MemberSection[] = ['knock', 'admin', 'moderator', 'member', 'invite'];

const sectionOf = (member: Member): MemberSection | null => {
  if (member.membership === 'ban') return null;
  return member.membership === 'join' ? member.role : member.membership;
};

/** The members of a room by role, as filtered by the agent. Banned people are not members. */
export class MemberList {
  filter = $state('');
  readonly feed: FeedList<'members'>;

  readonly shown: readonly Member[] = $derived.by(() => {
    const words = folded(this.filter).split(' ').filter(Boolean);
    const present = this.feed.items.filter((member) => sectionOf(member) !== null);
    if (words.length === 0) return present;
    return present.filter((member) => words.every((word) => folded(`${member.name} ${member.userId}`).includes(word)));
  });

  readonly rows: readonly MemberRow[] = $derived.by(() =>
    order.flatMap((section): MemberRow[] => {
      const members = this.shown.filter((member) => sectionOf(member) === section);
      if (members.length === 0) return [];
      return [
        { type: 'section', id: section, count: members.length },
        ...members.map((member): MemberRow => ({ type: 'member', id: member.userId, member })),
      ];
    }),
  );

  constructor(client: Client, accountId: AccountId, roomId: RoomId) {
    this.feed = new FeedList(client, 'members', { accountId, roomId });
  }

  close(): void {
    this.feed.close();
  }
}
