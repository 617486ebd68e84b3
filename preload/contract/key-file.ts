import * as v from 'valibot';
import { call, feed } from './define.ts';
import { accountId, count } from './ids.ts';

const account = { accountId };
/** Shorter ones are guessed by machines within hours. */
const passphrase = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
const newPassphrase = v.pipe(v.string(), v.minLength(8), v.maxLength(512));

export const keyFileView = v.object({
  id: v.literal(1),
  /**
   * - `collecting`: keys are read from the store. `sealing`: they are written.
   * - `opening`: the passphrase is tried. `importing`: keys are taken.
   */
  step: v.nullable(v.picklist(['collecting', 'sealing', 'opening', 'importing'])),
  done: count,
  /** Zero while it is not known. */
  total: count,
});
export type KeyFileView = v.InferOutput<typeof keyFileView>;

const hour = 3_600_000;

export const keyFileCalls = {
  /** Asks where, and writes all room keys there, sealed with the passphrase. `keys` null: the agent chose no place. Cancel: nothing is left. */
  'keyFile.export': call({
    input: v.object({ ...account, passphrase: newPassphrase }),
    output: v.object({ keys: v.nullable(count) }),
    errors: ['account.unknown', 'crypto.unavailable', 'key-file.unwritable', 'store.disk-full'],
    timeoutMs: hour,
  }),
  /** Asks for the file to import, and remembers it. `name` null: the agent chose none. */
  'keyFile.choose': call({
    input: v.object(account),
    output: v.object({ name: v.nullable(v.string()) }),
    errors: ['account.unknown'],
    timeoutMs: hour,
  }),
  /** Imports the keys of the file that was chosen last. May be repeated with another passphrase. Cancel: what was imported stays. */
  'keyFile.import': call({
    input: v.object({ ...account, passphrase }),
    output: v.object({ total: count, imported: count, damaged: count }),
    errors: [
      'account.unknown',
      'crypto.unavailable',
      'key-file.none',
      'key-file.wrong-passphrase',
      'key-file.damaged',
      'key-file.unknown-format',
      'key-file.too-large',
      'key-file.unreadable',
      'store.disk-full',
    ],
    timeoutMs: hour,
  }),
};

export const keyFileFeeds = {
  /** One item: what is done with a file of keys now. */
  keyFile: feed({
    input: v.object(account),
    item: keyFileView,
    meta: v.object({}),
    key: 'id',
    errors: ['account.unknown', 'crypto.unavailable'],
  }),
};
