import type { FeedSources } from '../../preload/wire/index.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

/** Feed `repair`: seven items at most, told whole. */
export function repairFeed({ accounts }: FeedDependencies): FeedSources['repair'] {
  return ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const tell = (): void => sink.reset([...account.repair.steps()], account.repair.standing());
    tell();
    return whileOpen(accounts, account, sink, account.repair.onChange(tell));
  };
}
