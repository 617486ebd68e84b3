import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `doors.${string}`>;

/** Finding rooms, entering them, and who may. */
export function doorHandlers({ accounts, conversation, desk }: Services): Pick<Handlers, Names> {
  const doors = (accountId: Parameters<Services['accounts']['get']>[0]) => accounts.get(accountId).doors;
  return {
    'doors.servers': async ({ accountId }) => ({ servers: desk.forumServers(accounts.get(accountId).userId) }),
    'doors.forums': ({ accountId, server, query, from }) => doors(accountId).searchForums({ server, query, from }),
    'doors.glimpse': ({ accountId, address, via }) => doors(accountId).glimpse(address, via),
    'doors.enter': async ({ accountId, address, via, asking }) => ({ roomId: await doors(accountId).enter(address, via, asking) }),
    'doors.of': async ({ accountId, roomId }) => ({
      url: await conversation.roomLink(accountId, roomId),
      ...(await doors(accountId).rights(roomId)),
    }),
    'doors.setLinkAccess': async ({ accountId, roomId, open }) => done(await doors(accountId).setLinkAccess(roomId, open)),
    'doors.openToGuests': async ({ accountId, roomId }) => done(await doors(accountId).openToGuests(roomId)),
  };
}
