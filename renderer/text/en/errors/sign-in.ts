import type { signInErrors as reference } from '../../fr/errors/sign-in.ts';
import { say } from '../../say.ts';

export const signInErrors: typeof reference = {
  'auth.wrong-password': say('T-AUTH-01', 'Wrong identifier or password.', 'Check both, then try again.'),
  'auth.deactivated': say('T-AUTH-02', 'This account has been deactivated.', 'Ask support to restore it.'),
  'auth.soft-logout': say('T-AUTH-03', 'Your session has expired.', 'Sign in again: your messages and what you wrote are kept.'),
  'auth.signed-out': say('T-AUTH-04', 'This device has been signed out.', 'Sign in again to continue.'),
  'auth.expired-account': say(
    'T-AUTH-05',
    'This account has expired.',
    'Renew it with the link you received by e-mail. Your messages are kept.',
  ),
  'auth.locked': say('T-AUTH-09', 'This account is locked.', 'An administrator of your server can unlock it. Contact support.'),
  'auth.suspended': say('T-AUTH-10', 'Your account is suspended: you can read, but not write.', 'What you wrote is kept. Contact support.'),
  'auth.already-signed-in': say('T-AUTH-06', 'This account is already open on this computer.', 'Choose it from the list of accounts.'),
  'auth.refused': say(
    'T-WEB-01',
    'Signing in was refused in the browser.',
    'Nothing was changed. Start again and accept, or ask your organisation for access.',
  ),
  'auth.state-mismatch': say(
    'T-WEB-02',
    'This answer belongs to another sign-in.',
    'It was not used. Go back to the page that was opened last in the browser, or start again.',
  ),
  'auth.bad-return': say(
    'T-WEB-03',
    'This is not the address of the last page.',
    'Once you have signed in, copy everything in the browser’s address bar and paste it here.',
  ),
  'auth.no-journey': say('T-WEB-04', 'No sign-in is waiting for the browser any more.', 'Start signing in again.'),
  'auth.browser-timeout': say(
    'T-WEB-05',
    'The browser did not come back in time.',
    'Nothing was changed. Start again, and finish within ten minutes.',
  ),
  'auth.browser-unopened': say(
    'T-WEB-06',
    'The browser could not be opened.',
    'Check that this computer has a default browser, then try again.',
  ),
  'auth.provider-unreachable': say(
    'T-WEB-07',
    'The service that identifies you is not responding.',
    'Nothing was changed. Check the network connection, then try again in a few minutes.',
  ),
  'auth.provider-error': say(
    'T-WEB-08',
    'The service that identifies you answered with an error.',
    'Nothing was changed. Start again; if this happens again, give this code to support.',
  ),
  'auth.wrong-account': say(
    'T-WEB-09',
    'You signed in with another account.',
    'Nothing was changed here. Start again with the account shown; sign the other one out in the browser first.',
  ),
  'auth.confirm-identity': say(
    'T-AUTH-08',
    'Your server asks you to confirm that it is you.',
    'Nothing was changed. Confirm, then try again.',
  ),
  'options.no-email': say('T-AUTH-11', 'Your account has no e-mail address.', 'Nothing was changed. Ask support to add one.'),
  'account.unknown': say('T-AUTH-07', 'This account is no longer open on this computer.', 'Sign in again.'),
};
