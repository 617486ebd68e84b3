import { CodedError, type AccountId } from '../../preload/contract/index.ts';
import type { StopFeed } from '../../preload/wire/index.ts';
import type { Account } from '../matrix/index.ts';
import type { AccountDirectory } from './types.ts';

const unknownAccount = (): CodedError => new CodedError('account.unknown', 'no open account has this id');

/** The open account, or `account.unknown`. */
export function openAccount(accounts: AccountDirectory, accountId: AccountId): Account {
  const account = accounts.find(accountId);
  if (!account) throw unknownAccount();
  return account;
}

/** Runs a feed for as long as its account is open; ends it with `account.unknown` when it closes. */
export function whileOpen(accounts: AccountDirectory, account: Account, sink: { fail(error: unknown): void }, stop: StopFeed): StopFeed {
  const leave = accounts.onViews(() => {
    if (accounts.find(account.accountId) !== account) sink.fail(unknownAccount());
  });
  return () => {
    leave();
    stop();
  };
}
