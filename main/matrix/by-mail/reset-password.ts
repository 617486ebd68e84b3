import { CodedError } from '../../../preload/contract/index.ts';
import { ChallengeError, type Http } from '../http/index.ts';
import type { EmailProof } from './email-proof.ts';
import { asWeakPassword } from './password-rules.ts';

/**
 * Gives an account a new password by the proof of its address (spec 5.6.1.1). Devices stay signed in unless
 * `signOutOthers`: keys that only they hold would be lost. Rejects with `by-mail.not-confirmed` until the link was opened.
 */
export async function resetPassword(
  http: Http,
  proof: EmailProof,
  { password, signOutOthers }: { password: string; signOutOthers: boolean },
): Promise<void> {
  const body = { new_password: password, logout_devices: signOutOthers, auth: proof.auth() };
  try {
    await http.json('POST', '/_matrix/client/v3/account/password', { body });
  } catch (error) {
    const waits = error instanceof ChallengeError || (error instanceof CodedError && error.detail.status === 401);
    throw waits ? new CodedError('by-mail.not-confirmed', 'the link was not opened yet') : asWeakPassword(error);
  }
}
