import { mkdtempSync, openSync, readFileSync, writeSync, closeSync, existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AttachmentId, EventId, RoomId, TransactionId } from '../../../preload/contract/index.ts';
import type { QueueRecord } from '../../records/index.ts';
import { openDatabase } from '../open/open-database.ts';
import { openPreciousStore } from './open-precious.ts';
import { preciousMigrations } from './migrations/index.ts';

const key = new Uint8Array(32).fill(7);
const fresh = () => join(mkdtempSync(join(tmpdir(), 'precious-')), 'precious.db');
const roomId = '!salon:tchap.test' as RoomId;
const entry = (n: number): Omit<QueueRecord, 'position'> => ({
  transactionId: `t${n}` as TransactionId,
  roomId,
  queuedAt: 1000 + n,
  content: { kind: 'text', style: 'text', body: `message ${n}`, html: null, replyTo: null },
  status: 'queued',
  failure: null,
  eventId: null,
  wire: null,
});
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'no error';
};

describe('the precious store', () => {
  it('finds everything again after it was closed and opened', () => {
    const path = fresh();
    const store = openPreciousStore(path, key);
    const session = {
      accessToken: 'secret',
      refreshToken: null,
      displayName: 'Alice',
      avatarMxc: null,
      softLogout: true,
      signIn: { way: 'password' as const },
    };
    store.saveSession(session);
    store.saveDraft(roomId, null, { text: 'brouillon', state: null });
    store.enqueue(entry(1));
    const file = { path: '/tmp/x', info: '{}' };
    const attachment = {
      attachmentId: 'a1' as AttachmentId,
      name: 'note.pdf',
      mimetype: 'application/pdf',
      size: 12,
      width: null,
      height: null,
      file,
      mxc: null,
    };
    store.saveAttachment(attachment);
    store.flush();
    store.close();
    const again = openPreciousStore(path, key, { mustExist: true });
    expect(again.session()).toEqual(session);
    expect([...again.drafts()]).toEqual([[roomId, 'brouillon']]);
    expect(again.queue()).toEqual([{ ...entry(1), position: 1 }]);
    expect(again.attachment('a1' as AttachmentId)).toEqual(attachment);
    again.removeAttachment('a1' as AttachmentId);
    expect(again.attachment('a1' as AttachmentId)).toBeNull();
    again.saveDraft(roomId, null, { text: '', state: null });
    expect(again.drafts().size).toBe(0);
    again.close();
  });

  it('keeps no draft of a room that is forgotten, nor what was expected of its past; those of others stay', () => {
    const store = openPreciousStore(fresh(), key);
    const other = '!autre:tchap.test' as RoomId;
    const thread = '$fil' as EventId;
    for (const room of [roomId, other]) {
      store.saveDraft(room, null, { text: 'brouillon', state: null });
      store.saveDraft(room, thread, { text: 'réponse', state: '{}' });
      store.sql.prepare('INSERT INTO history_expected VALUES (?, ?, 1)').run(room, '@bob:tchap.test');
    }
    store.forgetRoom(roomId);
    expect([store.draft(roomId, null), store.draft(roomId, thread)]).toEqual([null, null]);
    expect([store.draft(other, null)?.text, store.draft(other, thread)?.text]).toEqual(['brouillon', 'réponse']);
    expect(store.sql.prepare('SELECT room_id FROM history_expected').pluck().all()).toEqual([other]);
    store.close();
  });

  it('keeps the queue in order, takes a transaction once, and never gives a position twice', () => {
    const store = openPreciousStore(fresh(), key);
    expect([1, 2, 3].map((n) => store.enqueue(entry(n)))).toEqual([true, true, true]);
    expect(store.enqueue({ ...entry(2), queuedAt: 9 })).toBe(false);
    store.updateQueued('t2' as TransactionId, {
      status: 'failed',
      failure: 'forbidden',
      wire: { type: 'm.room.encrypted', content: '{"a":1}' },
    });
    store.updateQueued('t2' as TransactionId, { status: 'queued', failure: null });
    store.removeQueued('t3' as TransactionId);
    store.enqueue(entry(4));
    expect(store.queue().map((e) => e.transactionId)).toEqual(['t1', 't2', 't4']);
    expect(store.queue()[2]?.position).toBeGreaterThan(3);
    expect(store.queue()[1]?.wire).toEqual({ type: 'm.room.encrypted', content: '{"a":1}' });
    store.close();
  });

  it('leaves nothing readable in its file nor in its WAL', () => {
    const path = fresh();
    const store = openPreciousStore(path, key);
    store.saveDraft(roomId, null, { text: 'texte tres reconnaissable '.repeat(400), state: null });
    const wal = readFileSync(`${path}-wal`);
    expect(wal.byteLength).toBeGreaterThan(10_000);
    expect(wal.includes('reconnaissable')).toBe(false);
    store.close();
    const file = readFileSync(path);
    expect(file.subarray(0, 16).toString('latin1')).not.toBe('SQLite format 3\0');
    expect(file.subarray(0, 16).toString('latin1')).not.toContain('SQLite');
    expect(file.includes('reconnaissable')).toBe(false);
  });

  it('refuses to flush inside a transaction, and goes back to cheap commits after one', () => {
    const store = openPreciousStore(fresh(), key);
    store.flush();
    expect(store.sql.pragma('synchronous', { simple: true })).toBe(1);
    store.sql.exec('BEGIN');
    expect(() => store.flush()).toThrow(/transaction/u);
    store.sql.exec('ROLLBACK');
    store.close();
  });
});

describe('opening', () => {
  it('tells a wrong key, a file from the future, a lost file and a damaged file apart', () => {
    const path = fresh();
    openPreciousStore(path, key).close();
    expect(codeOf(() => openPreciousStore(path, new Uint8Array(32).fill(8)))).toBe('keychain.wrong-key');
    expect(codeOf(() => openPreciousStore(`${path}.gone`, key, { mustExist: true }))).toBe('store.damaged');
    expect(existsSync(`${path}.gone`)).toBe(false);
    const db = openDatabase(path, key, preciousMigrations);
    db.pragma('user_version = 999');
    db.close();
    expect(codeOf(() => openPreciousStore(path, key))).toBe('store.future');
  });

  it('never removes nor replaces a damaged precious file', () => {
    const path = fresh();
    openPreciousStore(path, key).close();
    const fd = openSync(path, 'r+');
    writeSync(fd, Buffer.alloc(64, 1), 0, 64, 100);
    closeSync(fd);
    const before = readFileSync(path);
    expect(codeOf(() => openPreciousStore(path, key, { keyVerified: true }))).toBe('store.damaged');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(statSync(path).size).toBe(before.byteLength);
  });

  it('says that the disk is full, and keeps what was there', () => {
    const store = openPreciousStore(fresh(), key);
    store.saveDraft(roomId, null, { text: 'avant', state: null });
    const pages = Number(store.sql.pragma('page_count', { simple: true }));
    store.sql.pragma(`max_page_count = ${pages + 1}`);
    expect(codeOf(() => store.saveDraft(roomId, null, { text: 'x'.repeat(100_000), state: null }))).toBe('store.disk-full');
    expect(store.drafts().get(roomId)).toBe('avant');
    store.close();
  });
});
