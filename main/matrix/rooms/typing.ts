import type { RoomId } from '../../../preload/contract/index.ts';
import { roomPath, userPath, type RoomParts } from './parts.ts';

/** How long the server shows us as typing, and how long before it is told again. */
const shownMs = 30_000;
const againMs = 20_000;

/** Typing notices (spec 11.5), few enough not to be limited. A notice that is lost is no matter. */
export class Typing {
  readonly #parts: Pick<RoomParts, 'http' | 'userId'>;
  readonly #now: () => number;
  readonly #told = new Map<RoomId, number>();

  constructor(parts: Pick<RoomParts, 'http' | 'userId'>, now: () => number) {
    this.#parts = parts;
    this.#now = now;
  }

  /** True when the server was told now. */
  async set(roomId: RoomId, typing: boolean): Promise<boolean> {
    const told = this.#told.get(roomId);
    if (typing ? told !== undefined && this.#now() - told < againMs : told === undefined) return false;
    if (typing) this.#told.set(roomId, this.#now());
    else this.#told.delete(roomId);
    const path = `${roomPath(roomId)}/typing/${userPath(this.#parts.userId).split('/').at(-1) ?? ''}`;
    await this.#parts.http.json('PUT', path, { body: typing ? { typing, timeout: shownMs } : { typing } }).catch(() => null);
    return true;
  }
}
