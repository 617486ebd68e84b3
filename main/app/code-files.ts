import { writeFile } from 'node:fs/promises';
import { CodedError, type AccountId } from '../../preload/contract/index.ts';
import type { CodeFiles } from '../handlers/index.ts';
import type { Host } from '../host/index.ts';
import type { Accounts } from '../matrix/index.ts';

/** A full disk is told apart; anything else is the same to the agent. */
const refusal = (error: unknown): CodedError => {
  const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  return new CodedError(full ? 'store.disk-full' : 'internal', 'the file was not written', { cause: error });
};

/** Text files with a verification code, for the agent alone to read. */
export function createCodeFiles(dialogs: Host['dialogs'], accounts: Pick<Accounts, 'get'>): CodeFiles {
  return {
    async save(accountId, { fileName, text }) {
      const code = await waitingCode(accounts, accountId);
      const path = await dialogs.saveFile(fileName);
      if (path === null) return false;
      await writeFile(path, text.replace('{code}', code), { mode: 0o600 }).catch((error: unknown) => Promise.reject(refusal(error)));
      return true;
    },
  };
}

async function waitingCode(accounts: Pick<Accounts, 'get'>, accountId: AccountId): Promise<string> {
  const code = (await accounts.get(accountId).crypto()).identity.waitingCode();
  if (code === null) throw new CodedError('identity.no-code', 'no code waits for its proof');
  return code;
}
