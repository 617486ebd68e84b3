import type { RoomId } from '../../../preload/contract/index.ts';
import type { EncryptionTarget } from '../../matrix/index.ts';
import type { JsonObject } from '../../records/index.ts';

type Member = { userId: string; membership: string };

/** The few things that matrix-js-sdk's `RoomEncryptor` asks its `Room` for, answered from the last target. */
export class EncryptedRoom {
  readonly roomId: RoomId;
  #target: EncryptionTarget;
  readonly #tracked = new Set<string>();

  constructor(target: EncryptionTarget) {
    this.roomId = target.roomId;
    this.#target = target;
  }

  /** Takes the newest members; those that the engine was not told of yet. */
  renew(target: EncryptionTarget): string[] {
    this.#target = target;
    const fresh = target.members.map((member) => member.userId).filter((userId) => !this.#tracked.has(userId));
    for (const userId of fresh) this.#tracked.add(userId);
    return fresh;
  }

  /** Whether it was encrypted for since the start. */
  get isUsed(): boolean {
    return this.#tracked.size > 0;
  }

  getJoinedMembers(): Member[] {
    return this.#target.members.filter((member) => member.membership === 'join');
  }

  getEncryptionTargetMembers(): Promise<Member[]> {
    return Promise.resolve(this.#target.members);
  }

  shouldEncryptForInvitedMembers(): boolean {
    return this.#target.historyVisibility !== 'joined';
  }

  getHistoryVisibility(): string {
    return this.#target.historyVisibility;
  }

  /** Null: as the whole account is set. */
  getBlacklistUnverifiedDevices(): boolean | null {
    return null;
  }
}

/** The part of `MatrixEvent` that `RoomEncryptor.encryptEvent` uses. */
export class EventToEncrypt {
  readonly #type: string;
  readonly #content: JsonObject;
  readonly #roomId: RoomId;
  encrypted: JsonObject | null = null;

  constructor(roomId: RoomId, type: string, content: JsonObject) {
    this.#roomId = roomId;
    this.#type = type;
    this.#content = content;
  }

  getRoomId(): RoomId {
    return this.#roomId;
  }

  getTxnId(): undefined {
    return undefined;
  }

  getType(): string {
    return this.#type;
  }

  getContent(): JsonObject {
    return this.#content;
  }

  isState(): boolean {
    return false;
  }

  makeEncrypted(_type: string, content: JsonObject): void {
    this.encrypted = content;
  }
}
