import type { Handlers } from '../../preload/wire/index.ts';
import { CodedError } from '../../preload/contract/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

export function mediaHandlers({ accounts, desk, files }: Services): Pick<Handlers, Extract<keyof Handlers, `media.${string}`>> {
  return {
    'media.openMicrophone': async ({ accountId, roomId }) => {
      const room = await accounts.get(accountId).cache.room(roomId);
      if (room?.membership !== 'join') throw new CodedError('room.unknown', 'the agent is not in this room');
      return done(desk.allowMicrophone());
    },
    'media.save': async ({ accountId, roomId, eventId }) => ({ saved: await files.save(accountId, roomId, eventId) }),
    'media.open': async ({ accountId, roomId, eventId }) => done(await files.openFile(accountId, roomId, eventId)),
    'media.drag': async ({ accountId, roomId, eventId }, { signal }) => done(await files.drag(accountId, roomId, eventId, signal)),
    'media.cancel': async ({ accountId, eventId }) => done(await files.cancel(accountId, eventId)),
    'media.scan': async ({ accountId, roomId, eventId }) => ({ verdict: await files.scan(accountId, roomId, eventId) }),
  };
}
