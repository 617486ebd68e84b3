import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';

type Names = Extract<keyof Handlers, `keyFile.${string}`>;

export function keyFileHandlers({ keyFiles }: Services): Pick<Handlers, Names> {
  return {
    'keyFile.export': async ({ accountId, passphrase }, { signal }) => ({ keys: await keyFiles.export(accountId, passphrase, signal) }),
    'keyFile.choose': async ({ accountId }) => ({ name: await keyFiles.choose(accountId) }),
    'keyFile.import': ({ accountId, passphrase }, { signal }) => keyFiles.import(accountId, passphrase, signal),
  };
}
