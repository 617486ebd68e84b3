import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

export function roomLifeHandlers({ accounts }: Services): Pick<Handlers, Extract<keyof Handlers, `roomLife.${string}`>> {
  const get = (accountId: Parameters<Services['accounts']['get']>[0]) => accounts.get(accountId).life;
  return {
    'roomLife.setLowPriority': async ({ accountId, roomId, lowPriority }) => done(await get(accountId).setLowPriority(roomId, lowPriority)),
    'roomLife.forget': async ({ accountId, roomId }) => done(await get(accountId).forget(roomId)),
    'roomLife.follow': async ({ accountId, roomId }) => ({ roomId: await get(accountId).follow(roomId) }),
    'roomLife.versions': async ({ accountId }) => ({ versions: await get(accountId).versions() }),
    'roomLife.upgrade': async ({ accountId, roomId, version }) => get(accountId).upgrade(roomId, version),
  };
}
