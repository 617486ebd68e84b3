import type { QueuedMessage } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { QueueEntry } from '../matrix/index.ts';
import type { AccountDirectory } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

/** Feed `sendQueue`: what waits; what the server has already is left out. */
export function sendQueueFeed(accounts: AccountDirectory): FeedSources['sendQueue'] {
  return ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const list = new ArrangedList<QueuedMessage>((message) => message.transactionId);
    list.arrange(waiting(account.queue.entries()));
    sink.reset(list.items, {});
    list.observe((diffs) => sink.push(diffs));
    const stop = account.onQueue((entries) => void list.arrange(waiting(entries)));
    return whileOpen(accounts, account, sink, stop);
  };
}

function waiting(entries: QueueEntry[]): QueuedMessage[] {
  return entries.flatMap(({ record: { transactionId, roomId, queuedAt, status }, sending }) =>
    status === 'sent' ? [] : [{ transactionId, roomId, queuedAt, status: sending && status === 'queued' ? 'sending' : status }],
  );
}
