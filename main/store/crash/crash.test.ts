import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { AccountId, RoomId, UserId } from '../../../preload/contract/index.ts';
import type { Keychain } from '../../host/index.ts';
import { openAccountRegistry, openAccountStores, openEventCache, openPreciousStore, sweepUnfinishedAccounts } from '../index.ts';

const script = fileURLToPath(new URL('./victim.test-script.ts', import.meta.url));
const key = new Uint8Array(32).fill(4);
const fresh = () => mkdtempSync(join(tmpdir(), 'crash-'));

/** Runs a story until it said `until` lines, kills it with SIGKILL, and answers what it said; without `until` it ends itself. */
async function killed(story: string, directory: string, until: number, step = ''): Promise<string[]> {
  const child = spawn(process.execPath, [script, story, directory, step], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part;
    if (said.split('\n').length > until) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
  // A line that was cut was said too, but not whole: what was done for it may be there or not.
  return said.split('\n').slice(0, -1);
}

describe('kill -9', () => {
  it('loses no message of the queue that was taken', async () => {
    const directory = fresh();
    for (const until of [3, 40]) {
      rmSync(join(directory, 'precious.db'), { force: true });
      const said = await killed('queue', directory, until);
      const store = openPreciousStore(join(directory, 'precious.db'), key, { mustExist: true });
      const kept = store.queue().map((entry) => entry.transactionId);
      expect(kept.length).toBeGreaterThanOrEqual(said.length);
      expect(kept).toEqual(kept.map((_, index) => `t${index + 1}`));
      store.close();
      for (const name of readdirSync(directory)) rmSync(join(directory, name));
    }
  }, 60_000);

  it('leaves the cache at a whole answer: its token and its events agree', async () => {
    for (const until of [1, 17, 60]) {
      const directory = fresh();
      const said = await killed('cache', directory, until);
      const fail = (message: string) => {
        throw new Error(message);
      };
      const cache = await openEventCache({ path: join(directory, 'cache.db'), key, userId: '@a:x' as UserId, report: fail });
      const token = Number(await cache.syncToken());
      expect(token).toBeGreaterThanOrEqual(said.length);
      for (const room of ['one', 'two']) {
        const { events } = await cache.timelineTail(`!${room}:x` as RoomId, 10_000);
        expect(events.map(({ event }) => event.eventId)).toEqual(Array.from({ length: token }, (_, n) => `$${room}${n + 1}`));
      }
      await cache.close();
    }
  }, 60_000);
});

describe('kill -9 while an account is made', () => {
  const alice = 'alice' as AccountId;
  const keychainIn = (directory: string): Keychain => {
    const file = (name: string) => join(directory, 'keychain', encodeURIComponent(name));
    return {
      get: (name) => Promise.resolve(existsSync(file(name)) ? readFileSync(file(name), 'utf8') : null),
      set: () => Promise.reject(new Error('no key is made here')),
      delete: (name) => Promise.resolve(rmSync(file(name), { force: true })),
    };
  };
  const restart = (directory: string) => {
    const report = () => undefined;
    return { registry: openAccountRegistry(directory, report), keychain: keychainIn(directory), report };
  };

  it.each(['before-key', 'after-key', 'before-listed'])('%s leaves no account, no key and no file', async (step) => {
    const directory = fresh();
    await killed('account', directory, Infinity, step);
    expect(existsSync(join(directory, 'accounts', alice, 'precious.db'))).toBe(step === 'before-listed');
    const context = restart(directory);
    expect(context.registry.list()).toEqual([]);
    await sweepUnfinishedAccounts(context);
    expect(readdirSync(join(directory, 'keychain'))).toEqual([]);
    expect(readdirSync(join(directory, 'accounts'))).toEqual([]);
  });

  it('after it was listed leaves it whole, with its session', async () => {
    const directory = fresh();
    await killed('account', directory, Infinity, 'after-listed');
    const context = restart(directory);
    await sweepUnfinishedAccounts(context);
    const stores = await openAccountStores(context, alice);
    expect(stores.precious.session()?.accessToken).toBe('token');
    stores.precious.close();
    await stores.cache.close();
  });
});
