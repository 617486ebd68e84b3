import type {
  AccountId,
  AccountView,
  AttachmentId,
  Download,
  EventId,
  Origin,
  QueuedMessage,
  RoomId,
  Settings,
  UserId,
  VersionAdvice,
} from '../../preload/contract/index.ts';
import type { Logger } from '../log/index.ts';
import type { Account, Unsubscribe } from '../matrix/index.ts';
import type { MediaUrlOf } from '../timeline/index.ts';

/** The accounts of this installation, as `main/app` keeps them. */
export interface AccountDirectory {
  /** All accounts, also those that are locked, in the order they were added. */
  views(): AccountView[];
  /** Called when the list or a view changed, and when `find` would answer otherwise. */
  onViews(listener: (views: AccountView[]) => void): Unsubscribe;
  /** The account whose store is open; null where it is unknown, opening, locked or gone. */
  find(accountId: AccountId): Account | null;
}

export interface SettingsSource {
  current(): Settings;
  readonly managed: readonly (keyof Settings)[];
  onChange(listener: (settings: Settings) => void): Unsubscribe;
}

export interface VersionSource {
  current(): VersionAdvice | null;
  onChange(listener: () => void): Unsubscribe;
}

export interface FeedDependencies {
  versions: VersionSource;
  accounts: AccountDirectory;
  settings: SettingsSource;
  /** Addresses under which `main/media` serves the files of an account. */
  mediaUrl(accountId: AccountId): MediaUrlOf;
  /** Keeps the file of a message as one to be sent, under a key of its own. Rejects with `message.unknown`, `media.*`, `network.*`, `server.*`. */
  copyFile(accountId: AccountId, roomId: RoomId, eventId: EventId): Promise<AttachmentId>;
  /** Files on their way to the server: how far, in bytes (null for one that is not), and who hears of it. */
  uploads: {
    of(accountId: AccountId, attachmentId: AttachmentId): QueuedMessage['upload'];
    onChange(accountId: AccountId, listener: () => void): Unsubscribe;
  };
  /** Files of messages on their way here, for how long (milliseconds), and who hears of it. */
  downloads: {
    all(): (Omit<Download, 'id'> & { ageMs: number })[];
    onChange(listener: () => void): Unsubscribe;
  };
  /** Address under which links to messages stand, without a slash at its end. */
  permalinks: string;
  /** Where a person comes from; null: the server of the account, `own`. */
  originOf(userId: UserId, own: UserId): Origin | null;
  /** Called when a page has all rooms of an account. */
  onRoomsShown(accountId: AccountId): void;
  log: Logger;
  /** IANA name for the lines between days; the zone of the machine without it. */
  timeZone?: string;
}
