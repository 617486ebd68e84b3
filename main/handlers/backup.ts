import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `backup.${string}`>;

export function backupHandlers({ accounts }: Services): Pick<Handlers, Names> {
  return {
    'backup.check': async ({ accountId }) => done(await (await accounts.get(accountId).crypto()).backup.check()),
    'backup.finish': async ({ accountId }, { signal }) => done(await (await accounts.get(accountId).crypto()).backup.finish(signal)),
    'backup.restore': async ({ accountId }) => done(await (await accounts.get(accountId).crypto()).backup.restore()),
    'backup.cancelRestore': async ({ accountId }) => done((await accounts.get(accountId).crypto()).backup.cancelRestore()),
    'backup.replace': async ({ accountId }) => {
      const { backup, identity } = await accounts.get(accountId).crypto();
      await backup.replace();
      return done(await identity.forgetBackupKey());
    },
  };
}
