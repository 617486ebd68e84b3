import type { identityErrors as reference } from '../../fr/errors/identity.ts';
import { say } from '../../say.ts';

export const identityErrors: typeof reference = {
  'identity.malformed-code': say(
    'T-ID-01',
    'This is not a complete recovery code.',
    'Characters are missing, or one of them is wrong. The code has 12 groups of 4 characters and starts with “Es”.',
  ),
  'identity.wrong-code': say(
    'T-ID-02',
    'This code is not the one for your account.',
    'Nothing was changed. Check that the code belongs to this account, then try again.',
  ),
  'identity.old-code': say(
    'T-ID-03',
    'This code has been replaced by a newer one.',
    'Nothing was changed. Find the most recent code, or use another device.',
  ),
  'identity.no-code': say('T-ID-04', 'Your account has no recovery code.', 'Use another device, or reset your identity.'),
  'identity.stale-code': say(
    'T-ID-05',
    'This code is correct, but it protects an identity that has been replaced.',
    'Use another device, or reset your identity.',
  ),
  'identity.unconfirmed': say(
    'T-ID-06',
    'This device does not yet have everything needed for this.',
    'First confirm that it is you; if you have just done so, try again in a moment.',
  ),
  'identity.changed': say(
    'T-ID-07',
    'Your identity was replaced from another device.',
    'Nothing was lost here. Confirm again that it is you.',
  ),
  'verification.unknown': say(
    'T-VER-01',
    'This verification has ended, or the device is no longer known.',
    'Start the verification again.',
  ),
  'verification.not-now': say(
    'T-VER-02',
    'The verification is no longer at this step.',
    'Follow what the window says, or start the verification again.',
  ),
  'verification.no-identity': say(
    'T-VER-03',
    'An encryption identity is missing for this verification.',
    'Finish setting up encryption on both devices first, or compare emoji.',
  ),
  'verification.bad-code': say(
    'T-VER-04',
    'This QR code does not belong to this verification.',
    'Nothing was verified. Show a new code on the other device, or compare emoji.',
  ),
};
