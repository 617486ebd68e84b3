import type { BackupView, RoomId } from '../../../preload/contract/index.ts';

/** How the backup stands, without the id that the feed gives it. */
export type BackupState = Omit<BackupView, 'id'>;
/** A room key by the names that events have for it. */
export interface RoomKeyName {
  roomId: RoomId;
  sessionId: string;
}

/**
 * The backup of room keys on the server (spec 11.12.3.2). It uploads, and after the device was
 * confirmed restores, by itself; nothing of that waits for anybody. All reject with `CodedError`.
 */
export interface KeyBackup {
  state(): BackupState;
  /** Called after every change of `state()`. */
  onState(listener: (state: BackupState) => void): () => void;
  /** Asks the server how the backup stands, and follows it. Rejects where the server does not answer. */
  check(): Promise<void>;
  /** The connection is back: what waits for a retry is tried now. */
  online(): void;
  /** Uploads all that waits. Rejects with the first problem, `backup.off` without a backup, or the reason of `signal`. */
  finish(signal: AbortSignal): Promise<void>;
  /** Begins to fetch all keys again, or goes on. Rejects with `backup.unreadable`. */
  restore(): Promise<void>;
  cancelRestore(): void;
  /** Looks these keys up soon, the last named first. Bounded; what was not found is not asked again for a while. */
  look(keys: RoomKeyName[]): void;
  /** Looks these keys up now, whatever was found before. How many came. Rejects with `backup.unreadable` or the first problem of the network. */
  fetch(keys: RoomKeyName[], signal: AbortSignal): Promise<number>;
  /** Makes a new backup, which takes the place of the one on the server, and uploads into it. The verification code does not open it yet. */
  replace(): Promise<void>;
}
