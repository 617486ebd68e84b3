export { Backup } from './key-backup.ts';
export type { SdkBackupManager } from './manager.ts';
export { checkSession, type SessionData } from './session-data.ts';
