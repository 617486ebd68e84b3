import type { FeedSources } from '../../preload/wire/index.ts';
import { Serial } from './serial.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

/** Feed `notificationRules`: one item, told again whenever a client of the agent changed them. */
export function notificationRulesFeed({ accounts, log }: FeedDependencies): FeedSources['notificationRules'] {
  return async ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const serial = new Serial((error) => log.warn('push rules were not read', { error }));
    sink.reset([await account.push.current()], {});
    const tell = async (): Promise<void> => {
      const item = await account.push.current();
      if (!serial.stopped) sink.push([{ op: 'set', at: 0, item }]);
    };
    const leave = account.onSync(({ accountData }) => {
      if (accountData.includes('m.push_rules')) serial.request('tell', tell);
    });
    return whileOpen(accounts, account, sink, () => {
      leave();
      serial.stop();
    });
  };
}
