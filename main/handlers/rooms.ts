import type { CallInput } from '../../preload/contract/index.ts';
import type { Handlers } from '../../preload/wire/index.ts';
import type { RoomPlan } from '../matrix/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

/** What a room is unless told. */
function completed(plan: Omit<CallInput<'rooms.create'>, 'accountId'>): RoomPlan {
  const { name, invite, kind = 'private', template = 'conversation', topic = '', federated = true } = plan;
  return { name, invite, kind, template, topic, federated };
}

type Names = Extract<keyof Handlers, `rooms.${string}`>;

export function roomHandlers({ accounts }: Services): Pick<Handlers, Names> {
  const get: Services['accounts']['get'] = (accountId) => accounts.get(accountId);
  return {
    'rooms.createDirect': async ({ accountId, userId }) => ({ roomId: await get(accountId).rooms.createDirect(userId) }),
    'rooms.create': ({ accountId, ...plan }) => get(accountId).rooms.create(completed(plan)),
    'rooms.invite': async ({ accountId, roomId, userId }) => done(await get(accountId).rooms.invite(roomId, userId)),
    'rooms.join': async ({ accountId, roomId }) => done(await get(accountId).rooms.join(roomId)),
    'rooms.leave': async ({ accountId, roomId }) => done(await get(accountId).rooms.leave(roomId)),
    'rooms.setFavourite': async ({ accountId, roomId, favourite }) => done(await get(accountId).rooms.setFavourite(roomId, favourite)),
    'rooms.markRead': async ({ accountId, roomId, eventId }) => done(await get(accountId).rooms.markRead(roomId, eventId)),
    'rooms.setUnread': async ({ accountId, roomId, unread }) => done(await get(accountId).rooms.setUnread(roomId, unread)),
    'rooms.markAllRead': async ({ accountId }) => done(await get(accountId).rooms.markAllRead()),
    'rooms.setTyping': async ({ accountId, roomId, typing }) => done(await get(accountId).rooms.setTyping(roomId, typing)),
    'rooms.setTopic': async ({ accountId, roomId, topic }) => done(await get(accountId).rooms.setTopic(roomId, topic)),
    'rooms.setOwnName': async ({ accountId, roomId, name }) => done(await get(accountId).rooms.setOwnName(roomId, name)),
  };
}
