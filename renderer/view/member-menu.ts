import Ban from '@lucide/svelte/icons/ban';
import Check from '@lucide/svelte/icons/check';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import ShieldUser from '@lucide/svelte/icons/shield-user';
import UserMinus from '@lucide/svelte/icons/user-minus';
import UserX from '@lucide/svelte/icons/user-x';
import type { AccountView, Member, RoomSettings } from '../../preload/contract/index.ts';
import { memberActs, type App, type MemberAct } from '../model/index.ts';
import type { Icon, MenuItem } from '../parts/index.ts';
import { personName, t } from '../text/index.ts';

const icons: Record<MemberAct, Icon> = {
  role: ShieldUser,
  kick: UserMinus,
  withdraw: UserMinus,
  accept: Check,
  refuse: UserX,
  ban: Ban,
  unban: RotateCcw,
};
const dangers: readonly MemberAct[] = ['kick', 'refuse', 'ban'];

function start(app: App, account: AccountView, { roomId }: RoomSettings, { userId, name }: Member, act: MemberAct): void {
  const { accountId } = account;
  const words = t().roomSettings;
  const said = async (call: Promise<unknown>, news: string): Promise<void> => {
    if (await app.attempt(call)) app.toasts.say(news);
  };
  if (act === 'role') return app.navigation.show({ name: 'member-role', roomId, userId });
  if (act === 'accept') return void said(app.client.call('rooms.invite', { accountId, roomId, userId }), words.accepted(personName(name)));
  if (act === 'unban')
    return void said(app.client.call('roomSettings.unban', { accountId, roomId, userId }), words.unbanned(personName(name)));
  app.navigation.show({ name: 'exclude', roomId, userId, personName: name, act });
}

/** What this account may do with a member of a room, as entries of a menu; none where it may do nothing. */
export const memberMenu = (app: App, account: AccountView, settings: RoomSettings, member: Member): MenuItem[] =>
  memberActs(settings, account.userId, member).map((act) => ({
    id: act,
    label: t().roomSettings.acts[act],
    icon: icons[act],
    danger: dangers.includes(act),
    onselect: () => start(app, account, settings, member, act),
  }));
