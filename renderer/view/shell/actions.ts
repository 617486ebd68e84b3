import type { Action, App } from '../../model/index.ts';
import { t } from '../../text/index.ts';

/** What the switcher can do besides going to a room. */
export function actionsOf(app: App): Action[] {
  const words = t();
  const { navigation, account, room } = app;
  const action = (id: string, label: string, run: () => void): Action => ({ id, label, run });
  const here: Action[] = [];
  if (app.rooms) {
    here.push(action('new-direct', words.rooms.newDirect, () => navigation.show({ name: 'new-direct' })));
    here.push(action('search', words.search.open, () => (navigation.panel = 'search')));
    here.push(action('new-room', words.rooms.newRoom, () => navigation.show({ name: 'new-room' })));
    here.push(action('forums', words.doors.forums.find, () => navigation.show({ name: 'forums' })));
  }
  if (room?.canInvite)
    here.push(action('invite', words.rooms.header.invite, () => navigation.show({ name: 'invite', roomId: room.roomId })));
  here.push(action('settings', words.shell.settings, () => navigation.show({ name: 'settings' })));
  here.push(action('help', words.help.open, () => navigation.show({ name: 'help' })));
  here.push(action('shortcuts', words.shell.shortcuts.open, () => navigation.show({ name: 'shortcuts' })));
  here.push(action('add-account', words.shell.addAccount, () => (navigation.addingAccount = true)));
  if (account) {
    const { accountId } = account;
    here.push(action('sign-out', words.session.signOut.action, () => navigation.show({ name: 'sign-out', accountId })));
  }
  return here;
}
