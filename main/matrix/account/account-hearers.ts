import type { AccountView, RoomId, UserId } from '../../../preload/contract/index.ts';
import type { Logger } from '../../log/index.ts';
import type { SyncChanges } from '../../records/index.ts';
import type { QueueEntry } from '../types.ts';
import { Hearers } from './hearers.ts';

/** Who hears of what happens in an account. */
export const accountHearers = (log: Logger) => ({
  view: new Hearers<AccountView>(log),
  sync: new Hearers<SyncChanges>(log),
  decrypted: new Hearers<RoomId[]>(log),
  queue: new Hearers<QueueEntry[]>(log),
  draft: new Hearers<RoomId>(log),
  people: new Hearers<UserId[]>(log),
  blocked: new Hearers<ReadonlySet<UserId>>(log),
});
export type AccountHearers = ReturnType<typeof accountHearers>;
