import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AccountId, UserId } from '../../../preload/contract/index.ts';
import type { Keychain, KeychainProblem } from '../../host/index.ts';
import { KeychainError } from '../../host/index.ts';
import type { StoreContext } from './account-stores.ts';
import { createAccountStores, openAccountStores, removeAccount, sweepUnfinishedAccounts } from './account-stores.ts';
import { openAccountRegistry } from './registry.ts';

const session = {
  accessToken: 'syt_secret_token',
  refreshToken: null,
  displayName: null,
  avatarMxc: null,
  softLogout: false,
  signIn: { way: 'password' as const },
};
const account = (name: string) => ({
  accountId: name as AccountId,
  userId: `@${name}:tchap.test` as UserId,
  deviceId: 'DEVICE',
  homeserver: 'https://matrix.tchap.test',
});

/** The keychain of a machine, in memory; `trouble` makes it answer as a broken one does. */
class MachineKeychain implements Keychain {
  readonly entries = new Map<string, string>();
  trouble: KeychainProblem | 'forgets' | null = null;
  #check(): void {
    if (this.trouble && this.trouble !== 'forgets') throw new KeychainError(this.trouble, null);
  }
  get(name: string): Promise<string | null> {
    return Promise.resolve().then(() => {
      this.#check();
      return this.entries.get(name) ?? null;
    });
  }
  set(name: string, secret: string): Promise<void> {
    return Promise.resolve().then(() => {
      this.#check();
      if (this.trouble !== 'forgets') this.entries.set(name, secret);
    });
  }
  delete(name: string): Promise<void> {
    return Promise.resolve().then(() => {
      this.#check();
      this.entries.delete(name);
    });
  }
}

interface Machine extends StoreContext {
  data: string;
  keychain: MachineKeychain;
  said: string[];
  restart(): Machine;
}
function machine(data = mkdtempSync(join(tmpdir(), 'accounts-')), keychain = new MachineKeychain()): Machine {
  const said: string[] = [];
  const report = (message: string) => void said.push(message);
  return { data, keychain, said, report, registry: openAccountRegistry(data, report), restart: () => machine(data, keychain) };
}
async function withAccount(name: string): Promise<Machine> {
  const on = machine();
  const stores = await createAccountStores(on, account(name), session);
  stores.precious.close();
  await stores.cache.close();
  return on;
}
const filesUnder = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name));

describe('an account', () => {
  it('is made, found after a restart, opened with its key, and removed without a trace', async () => {
    const made = await withAccount('alice');
    expect([...made.keychain.entries.keys()]).toEqual(['tchap-desktop/alice']);
    const later = made.restart();
    expect(later.registry.list()).toEqual([{ ...account('alice'), keyStored: true }]);
    const stores = await openAccountStores(later, 'alice' as AccountId);
    expect(stores.precious.session()).toEqual(session);
    expect(await stores.cache.rooms()).toEqual([]);
    stores.precious.close();
    await stores.cache.close();
    await removeAccount(later, 'alice' as AccountId);
    expect([later.registry.list(), later.keychain.entries.size, existsSync(later.registry.directory('alice' as AccountId))]).toEqual([
      [],
      0,
      false,
    ]);
    await expect(openAccountStores(later, 'alice' as AccountId)).rejects.toMatchObject({ code: 'account.unknown' });
  });

  it('has every database encrypted, and no secret in any other file', async () => {
    const { data, keychain } = await withAccount('alice');
    const secret = keychain.entries.get('tchap-desktop/alice') ?? '';
    const files = filesUnder(data);
    const databases = files.filter((file) => /\.db(-wal)?$/u.test(file));
    expect(databases.length).toBeGreaterThanOrEqual(2);
    for (const file of files) {
      const content = readFileSync(file);
      expect(content.subarray(0, 16).toString('latin1')).not.toContain('SQLite');
      for (const clear of [session.accessToken, secret]) expect(content.includes(clear)).toBe(false);
      expect(content.includes(Buffer.from(secret, 'base64'))).toBe(false);
    }
  });

  it.each(['absent', 'locked', 'refused'] as const)('says that the keychain is %s, and opens once it answers', async (problem) => {
    const on = await withAccount('alice');
    on.keychain.trouble = problem;
    await expect(openAccountStores(on, 'alice' as AccountId)).rejects.toMatchObject({ code: `keychain.${problem}`, retryable: true });
    await expect(createAccountStores(on, account('bob'), session)).rejects.toMatchObject({ code: `keychain.${problem}` });
    expect(existsSync(join(on.registry.directory('bob' as AccountId), 'precious.db'))).toBe(false);
    on.keychain.trouble = null;
    const stores = await openAccountStores(on, 'alice' as AccountId);
    expect(stores.precious.session()).toEqual(session);
    stores.precious.close();
    await stores.cache.close();
  });

  it('whose key is missing, another one or no key is refused, and nothing is overwritten', async () => {
    const on = await withAccount('alice');
    const before = readFileSync(join(on.registry.directory('alice' as AccountId), 'precious.db'));
    for (const secret of [null, Buffer.alloc(32, 9).toString('base64'), 'short']) {
      if (secret === null) on.keychain.entries.delete('tchap-desktop/alice');
      else on.keychain.entries.set('tchap-desktop/alice', secret);
      await expect(openAccountStores(on, 'alice' as AccountId)).rejects.toMatchObject({ code: 'keychain.wrong-key' });
      expect(on.keychain.entries.get('tchap-desktop/alice') ?? null).toBe(secret);
    }
    expect(readFileSync(join(on.registry.directory('alice' as AccountId), 'precious.db')).equals(before)).toBe(true);
    await expect(createAccountStores(on, account('alice'), session)).rejects.toMatchObject({ code: 'keychain.wrong-key' });
  });

  it('is not made where the keychain does not keep what it was given', async () => {
    const on = machine();
    on.keychain.trouble = 'forgets';
    await expect(createAccountStores(on, account('alice'), session)).rejects.toMatchObject({ code: 'keychain.refused' });
    expect(filesUnder(on.data).filter((file) => file.endsWith('.db'))).toEqual([]);
  });

  it('whose precious file is gone is damaged, not new; a damaged cache is set aside and told', async () => {
    const on = await withAccount('alice');
    const directory = on.registry.directory('alice' as AccountId);
    writeFileSync(join(directory, 'cache.db'), Buffer.alloc(8192, 5));
    const stores = await openAccountStores(on, 'alice' as AccountId);
    expect(await stores.cache.syncToken()).toBeNull();
    expect(on.said).toEqual([expect.stringContaining('set aside')]);
    expect(existsSync(join(directory, 'cache.db.damaged'))).toBe(true);
    stores.precious.close();
    await stores.cache.close();
    renameSync(join(directory, 'precious.db'), join(directory, 'elsewhere.db'));
    await expect(openAccountStores(on, 'alice' as AccountId)).rejects.toMatchObject({ code: 'store.damaged' });
    expect(existsSync(join(directory, 'precious.db'))).toBe(false);
  });
});

describe('the registry', () => {
  it('that is damaged or lost is made again from the account directories', async () => {
    const on = await withAccount('alice');
    writeFileSync(join(on.data, 'accounts.json'), '{"version":1,"accounts":[{"acc');
    const repaired = on.restart();
    expect(repaired.registry.list().map((record) => record.userId)).toEqual(['@alice:tchap.test']);
    expect(repaired.said[0]).toContain('damaged');
    expect(readdirSync(on.data).some((name) => name.startsWith('accounts.json.damaged-'))).toBe(true);
    rmSync(join(on.data, 'accounts.json'), { force: true });
    expect(on.restart().registry.list()).toHaveLength(1);
  });

  it('keeps an account whose own file is lost, and gives that file back', async () => {
    const on = await withAccount('alice');
    const own = join(on.registry.directory('alice' as AccountId), 'account.json');
    rmSync(own);
    expect(on.restart().registry.list()).toHaveLength(1);
    expect(existsSync(own)).toBe(true);
  });

  it('finishes a removal that a crash cut short, and forgets a making that did', async () => {
    const on = await withAccount('alice');
    on.registry.begin({ ...account('bob'), keyStored: false, keyCheck: '' });
    on.keychain.entries.set('tchap-desktop/bob', 'key of an account that never was');
    const alice = on.registry.entry('alice' as AccountId);
    on.registry.begin({ ...alice, keyStored: false });
    const later = on.restart();
    expect(later.registry.list()).toEqual([]);
    await sweepUnfinishedAccounts(later);
    expect([later.keychain.entries.size, readdirSync(join(later.data, 'accounts'))]).toEqual([0, []]);
  });
});
