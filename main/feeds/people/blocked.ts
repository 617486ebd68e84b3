import type { UserId } from '../../../preload/contract/index.ts';
import type { FeedSources } from '../../../preload/wire/index.ts';
import { ArrangedList, compareKeys } from '../../lists/index.ts';
import type { Account } from '../../matrix/index.ts';
import { namesOf } from '../../timeline/index.ts';
import { Serial } from '../serial.ts';
import type { FeedDependencies } from '../types.ts';
import { openAccount, whileOpen } from '../with-account.ts';

type Blocked = { userId: UserId; name: string };
const byName = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });
/** Profiles asked for; beyond, the id is the name. */
const mostNamed = 50;

/** Feed `blocked`: ids at once, the names as the servers tell them. */
export function blockedFeed({ accounts, log }: FeedDependencies): FeedSources['blocked'] {
  return ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const list = new ArrangedList<Blocked>((person) => person.userId);
    const serial = new Serial((error) => log.info('blocked people were not named', { error }));
    const names = new Map<UserId, string | null>();
    const arrange = (): void => void list.arrange(arranged(account, names));
    const refresh = (): void => {
      arrange();
      serial.request('names', async () => {
        await learn(account, names);
        arrange();
      });
    };
    arrange();
    sink.reset(list.items, {});
    list.observe((diffs) => sink.push(diffs));
    const leave = account.people.onBlocked(refresh);
    refresh();
    return whileOpen(accounts, account, sink, () => {
      leave();
      serial.stop();
    });
  };
}

function arranged(account: Account, names: ReadonlyMap<UserId, string | null>): Blocked[] {
  const profiles = [...account.people.blocked()].map((userId) => ({ userId, displayName: names.get(userId) ?? null }));
  const shown = [...namesOf(profiles)].map(([userId, name]) => ({ userId, name }));
  return shown.sort((a, b) => byName.compare(a.name, b.name) || compareKeys(a.userId, b.userId));
}

async function learn(account: Account, names: Map<UserId, string | null>): Promise<void> {
  for (const userId of [...account.people.blocked()].filter((one) => !names.has(one)).slice(0, mostNamed)) {
    const profile = await account.people.profile(userId).catch(() => null);
    names.set(userId, profile?.displayName ?? null);
  }
}
