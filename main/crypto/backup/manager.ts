import type { BackupInfo } from './version.ts';

/** `RustBackupManager` of matrix-js-sdk, as far as we use it; private there in part. */
export interface SdkBackupManager {
  readonly keyBackupCheckInProgress: Promise<unknown> | null;
  /** The latest version, or the one that is named. */
  requestKeyBackupVersion(version?: string): Promise<BackupInfo | null>;
  /** Asks for the version, and enables, switches or disables the backup. */
  checkKeyBackupAndEnable(force: boolean): Promise<unknown>;
  /** Called when the backup was enabled or keys came. */
  backupKeysLoop(): Promise<void>;
  /** Null while keys are not uploaded. */
  getActiveBackupVersion(): Promise<string | null>;
  /** `crypto.keyBackupDecryptionKeyCached`: the private key came, by secret storage or from another device. `crypto.keyBackupStatus`: enabled or disabled. */
  on(event: 'crypto.keyBackupDecryptionKeyCached' | 'crypto.keyBackupStatus', listener: () => void): void;
}

export interface TakeOver {
  /** Asks the server; rejects where it does not answer, or answers what cannot be understood. */
  version(version: string | undefined): Promise<BackupInfo | null>;
  upload(): void;
  /** The private key came, or the backup was enabled or disabled. */
  onChange(): void;
}

/**
 * Puts our requests in place of those of matrix-js-sdk's manager, which checks no answer, hears not
 * all of its own failures (one that is not heard ends the process), and uploads at its own pace.
 */
export function takeOver(manager: SdkBackupManager, { version, upload, onChange }: TakeOver): void {
  manager.keyBackupCheckInProgress?.catch(() => undefined);
  const check = manager.checkKeyBackupAndEnable.bind(manager);
  manager.requestKeyBackupVersion = (wanted) => version(wanted);
  manager.checkKeyBackupAndEnable = (force) => {
    const done = check(force);
    done.catch(() => undefined);
    return done;
  };
  manager.backupKeysLoop = async () => upload();
  manager.on('crypto.keyBackupDecryptionKeyCached', onChange);
  manager.on('crypto.keyBackupStatus', onChange);
}
