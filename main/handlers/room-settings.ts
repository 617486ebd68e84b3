import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

export function roomSettingsHandlers({ accounts }: Services): Pick<Handlers, Extract<keyof Handlers, `roomSettings.${string}`>> {
  const get = (accountId: Parameters<Services['accounts']['get']>[0]) => accounts.get(accountId).administration;
  return {
    'roomSettings.setName': async ({ accountId, roomId, name }) => done(await get(accountId).setName(roomId, name)),
    'roomSettings.setAvatar': async ({ accountId, roomId, attachmentId }) => done(await get(accountId).setAvatar(roomId, attachmentId)),
    'roomSettings.setHistory': async ({ accountId, roomId, history }) => done(await get(accountId).setHistory(roomId, history)),
    'roomSettings.encrypt': async ({ accountId, roomId }) => done(await get(accountId).encrypt(roomId)),
    'roomSettings.setJoinRule': async ({ accountId, roomId, rule }) => done(await get(accountId).setJoinRule(roomId, rule)),
    'roomSettings.setPermission': async ({ accountId, roomId, permission, level, seen }) =>
      done(await get(accountId).setPermission(roomId, permission, { level, seen })),
    'roomSettings.setPower': async ({ accountId, roomId, userId, level, seen }) =>
      done(await get(accountId).setPower(roomId, userId, { level, seen })),
    'roomSettings.kick': async ({ accountId, roomId, userId, reason }) => done(await get(accountId).kick(roomId, userId, reason)),
    'roomSettings.ban': async ({ accountId, roomId, userId, reason }) => done(await get(accountId).ban(roomId, userId, reason)),
    'roomSettings.unban': async ({ accountId, roomId, userId }) => done(await get(accountId).unban(roomId, userId)),
    'roomSettings.banned': async ({ accountId, roomId }) => ({ people: await get(accountId).banned(roomId) }),
  };
}
