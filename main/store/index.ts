export type * from './cache/types.ts';
export type * from './precious/types.ts';
export { openEventCache } from './cache/open-cache.ts';
export { openPreciousStore } from './precious/open-precious.ts';
export type { AccountStores, StoreContext } from './accounts/account-stores.ts';
export { createAccountStores, openAccountStores, removeAccount, sweepUnfinishedAccounts } from './accounts/account-stores.ts';
export { openAccountRegistry } from './accounts/registry.ts';
