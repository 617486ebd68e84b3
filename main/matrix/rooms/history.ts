import type { RoomId } from '../../../preload/contract/index.ts';
import type { TimelineHole } from '../../store/index.ts';
import { asking, roomPath, type RoomParts } from './parts.ts';

const filter = JSON.stringify({ lazy_load_members: true });

/** Fills a hole from the server (spec: `GET /messages`, backwards), decrypts what came, and tells the feeds. */
export async function fillHole(parts: RoomParts, roomId: RoomId, hole: TimelineHole, count: number): Promise<void> {
  const query = { dir: 'b', from: hole.token, limit: count, filter };
  const body = await asking(parts.http.bytes('GET', `${roomPath(roomId)}/messages`, { query }));
  const events = await parts.cache.fillHole(roomId, hole, body);
  const encrypted = events.filter((event) => event.decryption.status === 'pending');
  if (encrypted.length > 0) {
    await parts.cache.saveDecrypted(await (await parts.crypto()).decrypt(encrypted));
  }
  parts.announce({ rooms: [roomId] });
}
