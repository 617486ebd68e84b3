import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `messages.${string}` | `attachments.${string}`>;

export function messageHandlers({ accounts, files }: Services): Pick<Handlers, Names> {
  return {
    'messages.send': async ({ accountId, roomId, transactionId, content }) =>
      done(accounts.get(accountId).queue.send(roomId, transactionId, content)),
    'messages.retry': async ({ accountId, transactionId }) => done(accounts.get(accountId).queue.retry(transactionId)),
    'messages.discard': async ({ accountId, transactionId }) => done(accounts.get(accountId).queue.discard(transactionId)),
    'attachments.limit': async ({ accountId }) => ({ limit: await files.limit(accountId) }),
    'attachments.begin': async ({ accountId, ...file }) => ({ attachmentId: await files.begin(accountId, file) }),
    'attachments.append': async ({ accountId, attachmentId, bytes }) => done(await files.append(accountId, attachmentId, bytes)),
    'attachments.drop': async ({ accountId, attachmentId }) => done(await files.drop(accountId, attachmentId)),
  };
}
