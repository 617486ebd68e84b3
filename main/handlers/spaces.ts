import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

export function spaceHandlers({ accounts }: Services): Pick<Handlers, Extract<keyof Handlers, `spaces.${string}`>> {
  const get = (accountId: Parameters<Services['accounts']['get']>[0]) => accounts.get(accountId).spaces;
  return {
    'spaces.create': async ({ accountId, ...plan }) => get(accountId).create(plan),
    'spaces.rooms': async ({ accountId, spaceId }) => ({ rooms: await get(accountId).rooms(spaceId) }),
    'spaces.add': async ({ accountId, spaceId, roomIds, open }) => ({ closed: await get(accountId).add(spaceId, roomIds, open) }),
    'spaces.remove': async ({ accountId, spaceId, roomId }) => done(await get(accountId).remove(spaceId, roomId)),
    'spaces.createRoom': async ({ accountId, spaceId, name }) => get(accountId).createRoom(spaceId, name),
    'spaces.join': async ({ accountId, spaceId, roomId }) => done(await get(accountId).join(spaceId, roomId)),
  };
}
