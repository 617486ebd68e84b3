import * as v from 'valibot';
import { call, feed } from './define.ts';
import { errorCode } from './errors.ts';
import { accountId, count } from './ids.ts';

const account = { accountId };
const none = v.null();

/**
 * How the automatic backup of room keys stands (spec 11.12.3.2, `m.megolm_backup.v1.curve25519-aes-sha2`).
 * - `checking`: the server was not asked yet. `unreachable`: it does not answer; keys wait here until it does.
 * - `off`: the server has none.
 * - `on`, `uploading`: this device saves its keys in it.
 * - `unconnected`: there is one, and this device is not confirmed yet: it neither saves nor reads.
 * - `foreign`: there is one that neither our identity nor our key made: nothing is saved in it.
 * - `broken`: what the server tells of it cannot be understood, or it is of an unknown kind.
 */
const backupStatus = v.picklist(['checking', 'unreachable', 'off', 'on', 'uploading', 'unconnected', 'foreign', 'broken']);
export type BackupStatus = v.InferOutput<typeof backupStatus>;

/** Fetching the keys of the backup, newest rooms first. `paused`: it goes on by itself once what keeps it (`problem`) is over. */
const restoreView = v.object({
  state: v.picklist(['running', 'paused', 'done', 'cancelled']),
  /** Keys that were fetched. */
  done: count,
  /** Keys in the backup when it began; those of rooms that were left are among them and are not fetched. */
  total: count,
  /** Keys that were damaged and left out. */
  skipped: count,
});

export const backupView = v.object({
  id: v.literal(1),
  status: backupStatus,
  /** Name of the backup on the server, for support. */
  version: v.nullable(v.string()),
  /** Whether this device holds the key that reads it. */
  readable: v.boolean(),
  /** Keys on this device that the backup does not hold yet. */
  waiting: count,
  /** Keys on this device. */
  total: count,
  /** Missing keys that are being looked up in the backup, one by one. */
  lookups: count,
  restore: v.nullable(restoreView),
  /** What keeps it from being checked, uploaded or fetched; null when nothing does. */
  problem: v.nullable(errorCode),
});
export type BackupView = v.InferOutput<typeof backupView>;

const asking = [
  'account.unknown',
  'crypto.unavailable',
  'network.unreachable',
  'network.tls',
  'server.error',
  'server.rate-limited',
] as const;

export const backupCalls = {
  /** Asks the server again how the backup stands. */
  'backup.check': call({ input: v.object(account), output: none, errors: asking }),
  /**
   * Uploads now all keys that wait, and answers when none does any more. The feed tells the progress.
   * Rejects with the first problem; with `backup.off` where this device saves in no backup.
   */
  'backup.finish': call({ input: v.object(account), output: none, errors: [...asking, 'backup.off'], timeoutMs: 3_600_000 }),
  /** Fetches the keys of the backup again, or goes on where it was cancelled. Rejects with `backup.unreadable` where this device has no key for it. */
  'backup.restore': call({ input: v.object(account), output: none, errors: [...asking, 'backup.unreadable'] }),
  /**
   * Makes a new backup in place of one that is foreign, broken, or cannot be read. All keys of this device go into it; those that
   * only the old one has are not reachable any more. The verification code must be made anew afterwards (`identity.status`: `needs-code`).
   */
  'backup.replace': call({ input: v.object(account), output: none, errors: asking, timeoutMs: 120_000 }),
  /** Fetches no more until `backup.restore`; single keys are looked up all the same. */
  'backup.cancelRestore': call({ input: v.object(account), output: none, errors: ['account.unknown', 'crypto.unavailable'] }),
};

export const backupFeeds = {
  /** One item. */
  backup: feed({
    input: v.object(account),
    item: backupView,
    meta: v.object({}),
    key: 'id',
    errors: ['account.unknown', 'crypto.unavailable'],
  }),
};
