import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RoomId } from '../../../preload/contract/index.ts';
import { Agent, textOf } from '../../../test/crypto/agent.ts';
import { startHomeserver, type Homeserver } from '../../../test/homeserver/index.ts';

const burst = fileURLToPath(new URL('../../../test/crypto/key-burst.ts', import.meta.url));
let server: Homeserver;
beforeAll(async () => {
  server = await startHomeserver();
});
afterAll(() => server.close());

/** Lets another process receive keys until it has told of `least`, then kills it without warning. What it had told of last. */
async function receiveUntilKilled(bob: Agent, since: string, least: number): Promise<{ keys: number; since: string }> {
  const child = spawn(process.execPath, ['--no-warnings', burst, JSON.stringify(bob.session), since], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    const keys = Number(told.split('\n').at(-2)?.split(' ')[0]);
    if (keys >= least) child.kill('SIGKILL');
  });
  await once(child, 'close');
  const [keys, next] = (told.split('\n').at(-2) ?? '').split(' ');
  return { keys: Number(keys), since: next ?? '' };
}

it('no room key of an acknowledged sync is lost by kill -9 in a burst of keys', async () => {
  const alice = await Agent.signIn(server, await server.registerUser('alice'));
  const bob = await Agent.signIn(server, await server.registerUser('bob'));
  const answer = await alice.request('POST', '/createRoom', {
    preset: 'private_chat',
    invite: [bob.session.userId],
    initial_state: [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }],
  });
  const roomId = textOf(answer['room_id']) as RoomId;
  await bob.sync();
  await bob.close();
  await alice.sync();

  let sending = true;
  const sender = (async () => {
    const target = await alice.target(roomId);
    while (sending) {
      await alice.crypto.rotate(roomId);
      await alice.crypto.encrypt(target, 'm.room.message', { body: 'x' });
    }
  })();
  let state = { keys: 0, since: bob.since ?? '' };
  let told = 0;
  for (const least of [1, 6, 15]) {
    state = await receiveUntilKilled(bob, state.since, least);
    told += state.keys;
    const reopened = await Agent.open(bob.session);
    expect(await reopened.crypto.keysNotBackedUp()).toBeGreaterThanOrEqual(told);
    await reopened.close();
  }
  sending = false;
  await sender;
  expect(told).toBeGreaterThanOrEqual(22);
  await alice.close();
});
