import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `notifications.${string}`>;

export function notificationHandlers({ accounts, desk }: Services): Pick<Handlers, Names> {
  return {
    'notifications.setRoomMode': async ({ accountId, roomId, mode }) => done(await accounts.get(accountId).push.setRoomMode(roomId, mode)),
    'notifications.check': async ({ accountId }) => ({ obstacles: await desk.checkNotifications(accountId) }),
    'notifications.update': async ({ accountId, ...change }) => done(await accounts.get(accountId).push.update(change)),
    'notifications.addKeyword': async ({ accountId, keyword }) => done(await accounts.get(accountId).push.addKeyword(keyword)),
    'notifications.removeKeyword': async ({ accountId, keyword }) => done(await accounts.get(accountId).push.removeKeyword(keyword)),
  };
}
