/** A process that crash.test.ts kills: it says each step once it is done, and goes on until the end comes. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import type { AccountId, RoomId, TransactionId, UserId } from '../../../preload/contract/index.ts';
import type { Keychain } from '../../host/index.ts';
import { createAccountStores, openAccountRegistry, openEventCache, openPreciousStore } from '../index.ts';

const [, , story, directory = '', step = ''] = argv;
const key = new Uint8Array(32).fill(4);
const say = (text: string) => void writeFileSync(1, `${text}\n`);
const die = () => process.kill(process.pid, 'SIGKILL');

function queue(): void {
  const store = openPreciousStore(join(directory, 'precious.db'), key);
  for (let n = 1; ; n += 1) {
    const content = { kind: 'text', style: 'text', body: `message ${n}`.repeat(200), html: null, replyTo: null } as const;
    const transactionId = `t${n}` as TransactionId;
    store.enqueue({
      transactionId,
      roomId: '!r:x' as RoomId,
      queuedAt: n,
      content,
      status: 'queued',
      failure: null,
      eventId: null,
      wire: null,
    });
    say(String(n));
  }
}

async function cache(): Promise<void> {
  const store = await openEventCache({ path: join(directory, 'cache.db'), key, userId: '@a:x' as UserId, report: say });
  for (let n = 1; ; n += 1) {
    const room = (name: string) => ({
      timeline: {
        events: [
          { event_id: `$${name}${n}`, type: 'm.room.message', sender: '@b:x', origin_server_ts: n, content: { body: 'x'.repeat(3000) } },
        ],
      },
    });
    const body = { next_batch: String(n), rooms: { join: { '!one:x': room('one'), '!two:x': room('two') } } };
    const staged = await store.stageSync(new TextEncoder().encode(JSON.stringify(body)));
    await store.commitSync(staged.stageId, []);
    say(String(n));
  }
}

/** The keychain of the machine, which outlives the process; it dies before or after the call named by `step`. */
function machineKeychain(): Keychain {
  mkdirSync(join(directory, 'keychain'), { recursive: true });
  const file = (name: string) => join(directory, 'keychain', encodeURIComponent(name));
  return {
    get: (name) =>
      Promise.resolve().then(() => {
        try {
          return readFileSync(file(name), 'utf8');
        } catch {
          if (step === 'before-key') die();
          return null;
        }
      }),
    set: (name, secret) =>
      Promise.resolve().then(() => {
        writeFileSync(file(name), secret);
        if (step === 'after-key') die();
      }),
    delete: (name) => Promise.resolve().then(() => rmSync(file(name), { force: true })),
  };
}

async function account(): Promise<void> {
  const registry = openAccountRegistry(directory, say);
  const complete: typeof registry.complete = (entry) => {
    if (step === 'before-listed') die();
    registry.complete(entry);
    die();
  };
  const record = { accountId: 'alice' as AccountId, userId: '@alice:x' as UserId, deviceId: 'D', homeserver: 'https://x' };
  const session = {
    accessToken: 'token',
    refreshToken: null,
    displayName: null,
    avatarMxc: null,
    softLogout: false,
    signIn: { way: 'password' as const },
  };
  await createAccountStores({ registry: { ...registry, complete }, keychain: machineKeychain(), report: say }, record, session);
}

if (story === 'queue') queue();
else if (story === 'cache') await cache();
else await account();
