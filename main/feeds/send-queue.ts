import type { AccountId, QueuedMessage } from '../../preload/contract/index.ts';
import type { FeedSources } from '../../preload/wire/index.ts';
import { ArrangedList } from '../lists/index.ts';
import type { QueueEntry } from '../matrix/index.ts';
import type { FeedDependencies } from './types.ts';
import { openAccount, whileOpen } from './with-account.ts';

/** Feed `sendQueue`: what waits, and how far files are on their way; what the server has already is left out. */
export function sendQueueFeed({ accounts, uploads }: Pick<FeedDependencies, 'accounts' | 'uploads'>): FeedSources['sendQueue'] {
  return ({ accountId }, sink) => {
    const account = openAccount(accounts, accountId);
    const list = new ArrangedList<QueuedMessage>((message) => message.transactionId);
    const arrange = (): void => void list.arrange(waiting(account.queue.entries(), accountId, uploads));
    arrange();
    sink.reset(list.items, {});
    list.observe((diffs) => sink.push(diffs));
    const stops = [account.onQueue(arrange), uploads.onChange(accountId, arrange)];
    return whileOpen(accounts, account, sink, () => stops.forEach((stop) => stop()));
  };
}

function waiting(entries: QueueEntry[], accountId: AccountId, uploads: FeedDependencies['uploads']): QueuedMessage[] {
  return entries.flatMap(({ record: { transactionId, roomId, queuedAt, status, content }, sending }) => {
    if (status === 'sent') return [];
    const upload = content.kind === 'attachment' ? uploads.of(accountId, content.attachmentId) : null;
    return [{ transactionId, roomId, queuedAt, status: sending && status === 'queued' ? 'sending' : status, upload }];
  });
}
