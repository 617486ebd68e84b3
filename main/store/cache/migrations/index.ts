import type { Migration } from '../../open/migrations.ts';
import { base } from './0001-base.ts';
import { distrusted } from './0002-distrusted.ts';
import { untoldReads } from './0003-untold-reads.ts';
import { forward } from './0004-forward.ts';
import { search } from './0005-search.ts';
import { threads } from './0006-threads.ts';
import { unread } from './0007-unread.ts';
import { toldRooms } from './0008-told-rooms.ts';

/** In order; a new step goes to the end, and none is ever edited. A step here may empty the file. */
export const cacheMigrations: readonly Migration[] = [base, distrusted, untoldReads, forward, search, threads, unread, toldRooms];
