import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `scheduled.${string}`>;

export function scheduledHandlers({ accounts }: Services): Pick<Handlers, Names> {
  return {
    'scheduled.support': async ({ accountId }) => ({ maxDelayMs: await accounts.get(accountId).scheduled.maxDelayMs() }),
    'scheduled.list': async ({ accountId, roomId }) => ({ messages: await accounts.get(accountId).scheduled.list(roomId) }),
    'scheduled.create': async ({ accountId, roomId, transactionId, content, sendAt }) =>
      done(await accounts.get(accountId).scheduled.create(roomId, transactionId, content, sendAt)),
    'scheduled.act': async ({ accountId, delayId, action }) => done(await accounts.get(accountId).scheduled.act(delayId, action)),
  };
}
