import type { UserId } from '../../../preload/contract/index.ts';
import type { SqlDatabase } from '../precious/types.ts';
import { accountQueries, receiptQueries, untoldReadQueries } from './account-queries.ts';
import { bridgeQueries } from './bridge-queries.ts';
import { distrustQueries } from './distrust-queries.ts';
import { chunkQueries } from './chunk-queries.ts';
import { eventQueries } from './event-queries.ts';
import { fileQueries } from './forget-room.ts';
import { roomQueries } from './room-queries.ts';
import { searchQueries } from './search-queries.ts';
import { stateLists } from './state-lists.ts';
import { stateQueries } from './state-queries.ts';
import { threadQueries } from './thread-queries.ts';
import { timelineQueries } from './timeline-queries.ts';
import { unreadQueries } from './unread-queries.ts';

/** All queries of the file, and whose it is. */
export const openTables = (db: SqlDatabase, own: UserId) => ({
  own,
  account: accountQueries(db),
  rooms: roomQueries(db),
  state: stateQueries(db),
  states: stateLists(db),
  bridges: bridgeQueries(db),
  files: fileQueries(db),
  events: eventQueries(db),
  distrust: distrustQueries(db),
  timelines: timelineQueries(db),
  chunks: chunkQueries(db),
  threads: threadQueries(db),
  unread: unreadQueries(db),
  receipts: receiptQueries(db),
  search: searchQueries(db),
  untoldReads: untoldReadQueries(db),
  transaction: <Result>(work: () => Result): Result => db.transaction(work).immediate(),
});
export type Tables = ReturnType<typeof openTables>;
