import { CodedError, type CallOutput } from '../../preload/contract/index.ts';
import type { Crypto, LiveAccount } from '../matrix/index.ts';

type Losses = CallOutput<'session.signOutPreview'>;
type KeyLosses = Pick<Losses, 'keysNotBackedUp' | 'backupWorks' | 'noWayBack'>;

/** Without a code and without another confirmed device, nothing opens the backup once this device is gone. */
function noWayBack({ identity }: Crypto): boolean {
  const { status, otherDevices } = identity.state();
  return status === 'needs-code' && otherDevices === 0;
}

async function keyLosses(account: LiveAccount): Promise<KeyLosses> {
  try {
    const crypto = await account.crypto();
    const { status } = crypto.backup.state();
    const keysNotBackedUp = await crypto.keysNotBackedUp();
    return { keysNotBackedUp, backupWorks: status === 'on' || status === 'uploading', noWayBack: noWayBack(crypto) };
  } catch {
    // Where the cryptography cannot be opened nobody can count: at least one is assumed, so that the agent is asked.
    return { keysNotBackedUp: 1, backupWorks: false, noWayBack: false };
  }
}

/** What signing out now would lose. */
export async function signOutLosses(account: LiveAccount): Promise<Losses> {
  const queuedMessages = account.queue.entries().filter(({ record }) => record.status !== 'sent').length;
  const providerSession = await providerSessionOf(account);
  return { ...(await keyLosses(account)), queuedMessages, drafts: account.precious.drafts().size, providerSession };
}

/** Single sign-on of a homeserver has no way to end the session of its provider (spec 5.7.1.2). */
async function providerSessionOf({ session }: LiveAccount): Promise<Losses['providerSession']> {
  const { way } = session.stored().signIn;
  if (way === 'password') return 'none';
  return ((await session.provider()?.endSessionUrl()) ?? null) === null ? 'stays' : 'ends';
}

/** Rejects with `crypto.keys-not-backed-up` or `identity.no-code` where keys would be lost. */
export async function refuseToLoseKeys(account: LiveAccount): Promise<void> {
  const losses = await keyLosses(account);
  const count = losses.keysNotBackedUp;
  if (count > 0) throw new CodedError('crypto.keys-not-backed-up', 'keys would be lost', { detail: { count } });
  if (losses.noWayBack) throw new CodedError('identity.no-code', 'nothing would open the backup again');
}
