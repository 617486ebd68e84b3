import type { byMailErrors as reference } from '../../fr/errors/by-mail.ts';
import { say } from '../../say.ts';

export const byMailErrors: typeof reference = {
  'by-mail.closed': say(
    'T-REG-01',
    'This server does not create accounts.',
    'If your organisation gave you an account, sign in; if not, ask it for one.',
  ),
  'by-mail.unavailable': say(
    'T-REG-02',
    'This server does not send e-mails to check an address.',
    'Nothing was changed. Ask support for a new password or an account.',
  ),
  'by-mail.address-in-use': say(
    'T-REG-03',
    'There is already an account for this address.',
    'Go back to sign-in; if you no longer know the password, choose “Forgotten your password?”.',
  ),
  'by-mail.address-unknown': say('T-REG-04', 'There is no account for this address.', 'Check the address, or create an account.'),
  'by-mail.address-refused': say(
    'T-REG-05',
    'This address is not allowed on this server.',
    'Use your work address. An external guest needs an invitation from a public servant.',
  ),
  'by-mail.weak-password': say(
    'T-REG-06',
    'The server does not accept this password.',
    'Choose a longer and more varied one, then start again.',
  ),
  'by-mail.not-confirmed': say(
    'T-REG-07',
    'The link in the e-mail has not been opened yet.',
    'Open it and confirm in the browser, then come back here.',
  ),
  'by-mail.none': say('T-REG-08', 'We are no longer waiting for an e-mail.', 'Start again: another e-mail will be sent.'),
};
