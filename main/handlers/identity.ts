import type { AccountId } from '../../preload/contract/index.ts';
import type { Handlers } from '../../preload/wire/index.ts';
import type { Identity } from '../matrix/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `identity.${string}`>;

export function identityHandlers({ accounts, codeFiles }: Services): Pick<Handlers, Names> {
  const of = async (accountId: AccountId): Promise<Identity> => (await accounts.get(accountId).crypto()).identity;
  return {
    'identity.setUp': async ({ accountId, authentication = null }) => done(await (await of(accountId)).setUp(authentication)),
    'identity.createCode': async ({ accountId }) => ({ code: await (await of(accountId)).createCode() }),
    'identity.saveCode': async ({ accountId, ...file }) => ({ saved: await codeFiles.save(accountId, file) }),
    'identity.proveCode': async ({ accountId, typed }) => done(await (await of(accountId)).proveCode(typed)),
    'identity.dropCode': async ({ accountId }) => done((await of(accountId)).dropCode()),
    'identity.useCode': async ({ accountId, typed }) => done(await (await of(accountId)).useCode(typed)),
    'identity.reset': async ({ accountId, authentication = null }) => done(await (await of(accountId)).reset(authentication)),
  };
}
