import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';

export function mediaHandlers({ files }: Services): Pick<Handlers, Extract<keyof Handlers, `media.${string}`>> {
  return {
    'media.save': async ({ accountId, roomId, eventId }) => ({ saved: await files.save(accountId, roomId, eventId) }),
    'media.scan': async ({ accountId, roomId, eventId }) => ({ verdict: await files.scan(accountId, roomId, eventId) }),
  };
}
