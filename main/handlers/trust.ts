import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `trust.${string}`>;

export function trustHandlers({ accounts }: Services): Pick<Handlers, Names> {
  return {
    'trust.accept': async ({ accountId, userId }) => {
      const { trust } = await accounts.get(accountId).crypto();
      return done(await trust.accept(userId));
    },
  };
}
