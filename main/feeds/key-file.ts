import type { FeedSources } from '../../preload/wire/index.ts';
import type { KeyFileState } from '../matrix/index.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

const item = (state: KeyFileState) => ({ id: 1 as const, ...state });

/** Feed `keyFile`: one item. */
export function keyFileFeed({ accounts }: FeedDependencies): FeedSources['keyFile'] {
  return async ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const { keyFile } = await account.crypto();
    sink.reset([item(keyFile.state())], {});
    const leave = keyFile.onState((state) => sink.push([{ op: 'set', at: 0, item: item(state) }]));
    return whileOpen(accounts, account, sink, leave);
  };
}
