import type { FeedSources } from '../../preload/wire/index.ts';
import type { IdentityState } from '../matrix/index.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

const item = (state: IdentityState) => ({ id: 1 as const, ...state });

/** Feed `identity`: one item. */
export function identityFeed({ accounts }: FeedDependencies): FeedSources['identity'] {
  return async ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const { identity } = await account.crypto();
    sink.reset([item(identity.state())], {});
    const leave = identity.onState((state) => sink.push([{ op: 'set', at: 0, item: item(state) }]));
    return whileOpen(accounts, account, sink, leave);
  };
}
