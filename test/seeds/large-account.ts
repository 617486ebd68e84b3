import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../build/dev/machine.mjs';
import { type Homeserver, startHomeserver, type TestUser } from '../homeserver/index.ts';

const serverName = 'bench.test';
const people = ['paul', 'claire', 'karim'];
const atOnce = 8;
const user: TestUser = { userId: `@marie:${serverName}`, localpart: 'marie', password: 'motdepasse-marie' };

/**
 * A Synapse with an account of `rooms` rooms, four people and a few messages in each. Made once, some
 * minutes for 1,000 rooms, and kept in the cache folder; the next start copies it.
 */
export async function startLargeAccount(rooms: number): Promise<{ server: Homeserver; user: TestUser }> {
  const folder = join(cacheFolder(), 'accounts');
  const database = join(folder, `rooms-${rooms}.db`);
  if (!existsSync(database)) {
    mkdirSync(folder, { recursive: true });
    await make(rooms, database);
  }
  return { server: await startHomeserver({ serverName, database }), user };
}

async function make(rooms: number, database: string): Promise<void> {
  const server = await startHomeserver({ serverName, users: [user.localpart, ...people] });
  const marie = await server.signIn(user);
  const others = await Promise.all(
    people.map((localpart) => server.signIn({ userId: `@${localpart}:${serverName}`, localpart, password: `motdepasse-${localpart}` })),
  );
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < rooms; index = next++) {
      const { room_id: roomId } = await marie.request<{ room_id: string }>('POST', '/createRoom', {
        name: `Salon ${index}`,
        preset: 'public_chat',
      });
      const path = `/rooms/${encodeURIComponent(roomId)}`;
      const guests = others.slice(0, 1 + (index % others.length));
      for (const guest of guests) await guest.request('POST', `${path}/join`, {});
      const body = { msgtype: 'm.text', body: `Premier message du salon ${index}` };
      await guests[0]?.request('PUT', `${path}/send/m.room.message/1`, body);
      if (next % 100 === 0) process.stderr.write(`› ${next} of ${rooms} rooms\n`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await server.stop();
  copyFileSync(server.databaseFile, `${database}.part`);
  renameSync(`${database}.part`, database);
  await server.close();
}
