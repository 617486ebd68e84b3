import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `repair.${string}`>;

export function repairHandlers({ accounts }: Services): Pick<Handlers, Names> {
  return {
    'repair.start': async ({ accountId, roomId }) => done(accounts.get(accountId).repair.start(roomId)),
    'repair.cancel': async ({ accountId }) => done(accounts.get(accountId).repair.cancel()),
  };
}
