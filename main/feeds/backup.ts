import type { FeedSources } from '../../preload/wire/index.ts';
import type { BackupState } from '../matrix/index.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

const item = (state: BackupState) => ({ id: 1 as const, ...state });

/** Feed `backup`: one item. */
export function backupFeed({ accounts }: FeedDependencies): FeedSources['backup'] {
  return async ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const { backup } = await account.crypto();
    sink.reset([item(backup.state())], {});
    const leave = backup.onState((state) => sink.push([{ op: 'set', at: 0, item: item(state) }]));
    return whileOpen(accounts, account, sink, leave);
  };
}
