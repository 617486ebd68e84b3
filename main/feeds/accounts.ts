import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { AccountDirectory } from './types.ts';

/** Feed `accounts`. */
export function accountsFeed(accounts: AccountDirectory): FeedSources['accounts'] {
  return (_input, sink) => {
    const list = new ArrangedList((view: ReturnType<AccountDirectory['views']>[number]) => view.accountId);
    list.arrange(accounts.views());
    sink.reset(list.items, {});
    list.observe((diffs) => sink.push(diffs));
    return accounts.onViews((views) => void list.arrange(views));
  };
}
