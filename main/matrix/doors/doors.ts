import { CodedError, type CallOutput, type RoomAddress, type RoomGlimpse, type RoomId } from '../../../preload/contract/index.ts';
import type { RoomRecord } from '../../records/index.ts';
import { openToGuests, rightsIn, setLinkAccess, type DoorRights } from './access.ts';
import { enter, type Asking } from './enter.ts';
import { searchForums, type ForumQuery } from './forums.ts';
import { glimpse } from './glimpse.ts';
import type { DoorParts } from './parts.ts';

/** How one finds and enters rooms, and who may. All reject with `CodedError`. */
export interface RoomDoors {
  searchForums(query: ForumQuery): Promise<CallOutput<'doors.forums'>>;
  glimpse(address: RoomAddress, via: string[]): Promise<RoomGlimpse>;
  enter(address: RoomAddress, via: string[], asking: Asking | null): Promise<RoomId>;
  rights(roomId: RoomId): Promise<DoorRights>;
  setLinkAccess(roomId: RoomId, open: boolean): Promise<void>;
  openToGuests(roomId: RoomId): Promise<void>;
}

export class Doors implements RoomDoors {
  readonly #parts: DoorParts;

  constructor(parts: DoorParts) {
    this.#parts = parts;
  }

  searchForums(query: ForumQuery): Promise<CallOutput<'doors.forums'>> {
    return searchForums(this.#parts, query);
  }

  glimpse(address: RoomAddress, via: string[]): Promise<RoomGlimpse> {
    return glimpse(this.#parts, address, via);
  }

  enter(address: RoomAddress, via: string[], asking: Asking | null): Promise<RoomId> {
    return enter(this.#parts, address, via, asking);
  }

  async rights(roomId: RoomId): Promise<DoorRights> {
    return rightsIn(this.#parts, await this.#room(roomId));
  }

  async setLinkAccess(roomId: RoomId, open: boolean): Promise<void> {
    await setLinkAccess(this.#parts, await this.#room(roomId), open);
  }

  async openToGuests(roomId: RoomId): Promise<void> {
    await openToGuests(this.#parts, await this.#room(roomId));
  }

  async #room(roomId: RoomId): Promise<RoomRecord> {
    const room = await this.#parts.cache.room(roomId);
    if (room === null) throw new CodedError('room.unknown', 'no such room');
    return room;
  }
}
