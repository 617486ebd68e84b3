export { Backup } from './key-backup.ts';
export { takeOver, type SdkBackupManager } from './manager.ts';
export { checkSession, type SessionData } from './session-data.ts';
