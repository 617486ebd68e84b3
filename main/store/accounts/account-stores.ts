import { join } from 'node:path';
import type { AccountId, UserId } from '../../../preload/contract/index.ts';
import type { Keychain } from '../../host/index.ts';
import type { AccountRecord, SessionRecord } from '../../records/index.ts';
import { openEventCache } from '../cache/open-cache.ts';
import type { EventCache } from '../cache/types.ts';
import { openPreciousStore } from '../precious/open-precious.ts';
import type { PreciousStore } from '../precious/types.ts';
import { createKey, deleteKey, fileKey, keyCheck, readKey } from './key.ts';
import type { AccountRegistry, Report } from './registry.ts';

/** The open stores of one account. Whoever opened them closes both. */
export interface AccountStores {
  precious: PreciousStore;
  cache: EventCache;
  /** Directory of the account; media files lie in it too. */
  directory: string;
  /** 32 bytes: encrypts the media files of the account. */
  mediaKey: Uint8Array;
}

export interface StoreContext {
  registry: AccountRegistry;
  keychain: Keychain;
  report: Report;
}

type Owner = Pick<AccountRecord, 'accountId' | 'userId'>;
type NewAccount = Omit<AccountRecord, 'keyStored'>;

async function openPrecious(directory: string, master: Uint8Array, mustExist: boolean): Promise<PreciousStore> {
  const key = fileKey(master, 'precious');
  try {
    return openPreciousStore(join(directory, 'precious.db'), key, { mustExist, keyVerified: true });
  } finally {
    key.fill(0);
  }
}

function openCache({ report }: StoreContext, directory: string, master: Uint8Array, userId: UserId): Promise<EventCache> {
  const key = fileKey(master, 'cache');
  try {
    return openEventCache({ path: join(directory, 'cache.db'), key, userId, report });
  } finally {
    key.fill(0);
  }
}

async function openBoth(
  context: StoreContext,
  { accountId, userId }: Owner,
  master: Uint8Array,
  mustExist: boolean,
): Promise<AccountStores> {
  const directory = context.registry.directory(accountId);
  // The worker of the cache comes up while the precious file is opened here.
  const [cache, precious] = await Promise.allSettled([
    openCache(context, directory, master, userId),
    openPrecious(directory, master, mustExist),
  ]);
  const mediaKey = fileKey(master, 'media');
  master.fill(0);
  if (cache.status === 'fulfilled' && precious.status === 'fulfilled') {
    return { precious: precious.value, cache: cache.value, directory, mediaKey };
  }
  if (precious.status === 'fulfilled') precious.value.close();
  if (cache.status === 'fulfilled') await cache.value.close();
  throw precious.status === 'rejected' ? precious.reason : (cache as PromiseRejectedResult).reason;
}

/**
 * Makes the stores of a new account: directory, key written to the keychain and read back, database
 * files, session on disk, and only then the account is listed. A crash before that leaves an
 * unfinished directory for `sweepUnfinishedAccounts`. Rejects with `keychain.*` and `store.*`;
 * nothing is ever kept without a key in the keychain.
 */
export async function createAccountStores(context: StoreContext, record: NewAccount, session: SessionRecord): Promise<AccountStores> {
  const { registry, keychain } = context;
  registry.begin({ ...record, keyStored: false, keyCheck: '' });
  const master = await createKey(keychain, record.accountId);
  const check = keyCheck(master);
  const stores = await openBoth(context, record, master, false);
  stores.precious.saveSession(session);
  stores.precious.flush();
  registry.complete({ ...record, keyStored: true, keyCheck: check });
  return stores;
}

/**
 * Opens the stores of a listed account. Rejects with `account.unknown`, `keychain.absent`,
 * `keychain.locked`, `keychain.refused`, `keychain.wrong-key` (the entry is missing or another one),
 * `store.future`, `store.damaged`, `store.unavailable`. Nothing is deleted or overwritten; the same call may succeed later.
 */
export async function openAccountStores(context: StoreContext, accountId: AccountId): Promise<AccountStores> {
  const entry = context.registry.entry(accountId);
  const master = await readKey(context.keychain, accountId, entry.keyCheck);
  return openBoth(context, entry, master, true);
}

/** Removes an account for good: list, key, files, in this order. Its stores are closed by now. */
export async function removeAccount(context: StoreContext, accountId: AccountId): Promise<void> {
  context.registry.retire(accountId);
  await finishRemoval(context, accountId);
}

async function finishRemoval({ registry, keychain, report }: StoreContext, accountId: AccountId): Promise<void> {
  await deleteKey(keychain, accountId, report);
  registry.erase(accountId);
}

/** Removes what a crash left of accounts that were being made or removed. Called once at start, before any account is made. */
export async function sweepUnfinishedAccounts(context: StoreContext): Promise<void> {
  for (const accountId of context.registry.unfinished()) {
    context.report(`what was left of unfinished account ${accountId} is removed`);
    await finishRemoval(context, accountId);
  }
}
