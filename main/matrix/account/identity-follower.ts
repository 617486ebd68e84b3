import type { SyncChanges } from '../../records/index.ts';
import type { Crypto } from '../crypto/index.ts';

const ofBackup = new Set(['m.megolm_backup.v1', 'm.key_backup', 'm.org.matrix.custom.backup_disabled']);

/** Tells the identity of the account what the sync says. The cryptography is open by then: without it there is no sync. */
export class IdentityFollower {
  readonly #crypto: () => Promise<Crypto>;

  constructor(crypto: () => Promise<Crypto>) {
    this.#crypto = crypto;
  }

  /** The connection is there. */
  async online(): Promise<void> {
    (await this.#crypto()).identity.online();
  }

  async synced({ accountData }: SyncChanges): Promise<void> {
    if (accountData.length === 0) return;
    const { identity, backup } = await this.#crypto();
    identity.accountData(accountData);
    // Another device may have made, replaced or taken away the backup (MSC4287).
    if (accountData.some((type) => ofBackup.has(type))) await backup.check();
  }
}
