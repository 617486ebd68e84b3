import { describe, expect, it } from 'vitest';
import type { AccountId, UserId } from '../../preload/contract/index.ts';
import { CodedError } from '../../preload/contract/index.ts';
import { silentLogger } from '../log/index.ts';
import type { AccountRecord } from '../records/index.ts';
import { AccountDirectory } from './directory.ts';
import type { OpenAccount } from './entry.ts';

const record: AccountRecord = {
  accountId: 'a' as AccountId,
  userId: '@camille:test' as UserId,
  homeserver: 'https://matrix.test',
  deviceId: 'D',
  keyStored: true,
};

describe('the accounts of an installation', () => {
  it('are settled once every opening has ended, however it ended', async () => {
    const openings: ((error: Error) => void)[] = [];
    const directory = new AccountDirectory(() => new Promise<OpenAccount>((_, reject) => openings.push(reject)), silentLogger);
    await directory.settled();
    directory.list(record);
    let settled = false;
    const waiting = directory.settled().then(() => (settled = true));
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(settled).toBe(false);
    expect(directory.views()).toMatchObject([{ status: 'opening' }]);
    openings[0]?.(new CodedError('keychain.locked', 'locked'));
    await waiting;
    expect(directory.views()).toMatchObject([{ status: 'locked', problem: 'keychain.locked' }]);
  });
});
