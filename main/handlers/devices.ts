import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `devices.${string}`>;

export function deviceHandlers({ accounts }: Services): Pick<Handlers, Names> {
  const of = async (accountId: Parameters<Services['accounts']['get']>[0]) => (await accounts.get(accountId).crypto()).devices;
  return {
    'devices.rename': async ({ accountId, deviceId, name }) => done(await (await of(accountId)).rename(deviceId, name)),
    'devices.signOut': async ({ accountId, deviceIds, authentication = null }) =>
      done(await (await of(accountId)).signOut(deviceIds, authentication)),
    'devices.looked': async ({ accountId, deviceId }) => done((await of(accountId)).looked(deviceId)),
  };
}
