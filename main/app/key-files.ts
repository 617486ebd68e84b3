import { basename } from 'node:path';
import { CodedError, type AccountId } from '../../preload/contract/index.ts';
import type { KeyFiles } from '../handlers/index.ts';
import type { Host } from '../host/index.ts';
import type { Accounts } from '../matrix/index.ts';

/** Name of the file in all clients of Tchap. */
const fileName = 'tchap-keys.txt';

/** Files of room keys: asks the agent where they are, and lets the cryptography read and write them. The page sees no key. */
export function createKeyFiles(dialogs: Host['dialogs'], accounts: Pick<Accounts, 'get'>): KeyFiles {
  const chosen = new Map<AccountId, string>();
  return {
    async export(accountId, passphrase, signal) {
      const { keyFile } = await accounts.get(accountId).crypto();
      const path = await dialogs.saveFile(fileName);
      signal.throwIfAborted();
      return path === null ? null : keyFile.export(path, passphrase, signal);
    },
    async choose(accountId) {
      const path = await dialogs.openFile();
      if (path !== null) chosen.set(accountId, path);
      return path === null ? null : basename(path);
    },
    async import(accountId, passphrase, signal) {
      const path = chosen.get(accountId);
      if (path === undefined) throw new CodedError('key-file.none', 'no file was chosen');
      const { keyFile } = await accounts.get(accountId).crypto();
      return keyFile.import(path, passphrase, signal);
    },
  };
}
