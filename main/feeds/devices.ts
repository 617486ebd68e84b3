import type { FeedMeta } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { NewDevice, OwnDevice } from '../matrix/index.ts';
import { Serial } from './serial.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

/** Feed `devices`. */
export function devicesFeed({ accounts, log }: FeedDependencies): FeedSources['devices'] {
  return async ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const { devices } = await account.crypto();
    const list = new ArrangedList<OwnDevice>((device) => device.deviceId);
    const serial = new Serial((error) => log.info('the devices were not listed', { error }));
    const tell = (status: FeedMeta<'devices'>['status']): void => sink.push([], { status });
    const refresh = (): boolean =>
      serial.request('refresh', async () => {
        try {
          sink.push(list.arrange(await devices.list()), { status: 'complete' });
        } catch (error) {
          if (!serial.stopped) tell('failed');
          throw error;
        }
      });
    sink.reset([], { status: 'loading' });
    refresh();
    const leave = devices.onChange(() => void refresh());
    return whileOpen(accounts, account, sink, () => {
      leave();
      serial.stop();
    });
  };
}

/** Feed `newDevices`. */
export function newDevicesFeed({ accounts }: FeedDependencies): FeedSources['newDevices'] {
  return async ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const { devices } = await account.crypto();
    const list = new ArrangedList<NewDevice>((device) => device.deviceId);
    list.arrange(devices.newDevices());
    sink.reset(list.items, {});
    list.observe((diffs) => sink.push(diffs));
    return whileOpen(
      accounts,
      account,
      sink,
      devices.onChange(() => void list.arrange(devices.newDevices())),
    );
  };
}
