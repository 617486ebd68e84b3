import type { OpenOptions } from '../open/open-database.ts';
import { openDatabase } from '../open/open-database.ts';
import { coded } from '../open/errors.ts';
import { attachmentQueries } from './attachments.ts';
import { barQueries } from './bar.ts';
import { draftQueries } from './drafts.ts';
import { preciousMigrations } from './migrations/index.ts';
import { ownWordQueries } from './own-words.ts';
import { queueQueries } from './queue.ts';
import { scheduledQueries } from './scheduled.ts';
import { sessionQueries } from './session.ts';
import type { PreciousStore, SqlDatabase } from './types.ts';

/**
 * Makes all that was committed before survive a power cut. In WAL mode with `synchronous=NORMAL` a
 * commit is written but not synced; one commit under `FULL` syncs the WAL file, and with it every
 * frame that was written to it before.
 */
function barrier(db: SqlDatabase): () => void {
  const step = db.prepare('UPDATE barrier SET count = count + 1');
  return () => {
    if (db.inTransaction) throw new Error('flush inside a transaction would keep nothing');
    db.pragma('synchronous = FULL');
    try {
      step.run();
    } finally {
      db.pragma('synchronous = NORMAL');
    }
  };
}

/**
 * Opens the precious file of an account, or makes it. Throws `keychain.wrong-key`, `store.future`,
 * `store.damaged`, `store.unavailable`, `store.disk-full`; never deletes or replaces a file.
 */
export function openPreciousStore(path: string, key: Uint8Array, options: OpenOptions = {}): PreciousStore {
  const sql = openDatabase(path, key, preciousMigrations, options);
  const session = sessionQueries(sql);
  const bars = barQueries(sql);
  const drafts = draftQueries(sql);
  const ownWords = ownWordQueries(sql);
  const queue = queueQueries(sql);
  const attachments = attachmentQueries(sql);
  const scheduled = scheduledQueries(sql);
  return {
    sql,
    session: coded(session.session),
    saveSession: coded(session.saveSession),
    bar: coded(bars.bar),
    saveBar: coded(bars.saveBar),
    drafts: coded(drafts.drafts),
    draft: coded(drafts.draft),
    saveDraft: coded(drafts.saveDraft),
    forgetRoom: coded(drafts.forgetRoom),
    ownWords: coded(ownWords.ownWords),
    addOwnWord: coded(ownWords.addOwnWord),
    removeOwnWord: coded(ownWords.removeOwnWord),
    queue: coded(queue.queue),
    enqueue: coded(queue.enqueue),
    updateQueued: coded(queue.updateQueued),
    removeQueued: coded(queue.removeQueued),
    attachment: coded(attachments.attachment),
    saveAttachment: coded(attachments.saveAttachment),
    removeAttachment: coded(attachments.removeAttachment),
    scheduledBody: coded(scheduled.scheduledBody),
    saveScheduled: coded(scheduled.saveScheduled),
    keepScheduled: coded(scheduled.keepScheduled),
    flush: coded(barrier(sql)),
    close: coded(() => void sql.close()),
  };
}
