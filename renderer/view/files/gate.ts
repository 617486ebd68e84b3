import type { AccountId, RoomFile, RoomId } from '../../../preload/contract/index.ts';
import type { App, Scan } from '../../model/index.ts';

/** What the antivirus says of a file; null where nothing is scanned. */
export const scanOf = (app: App, accountId: AccountId, roomId: RoomId, file: RoomFile): Scan | null =>
  app.account?.contentScanner ? app.scans.of(accountId, roomId, file.eventId) : null;
