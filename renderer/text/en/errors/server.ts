import type { serverErrors as reference } from '../../fr/errors/server.ts';
import { say } from '../../say.ts';

export const serverErrors: typeof reference = {
  'network.unreachable': say(
    'T-NET-01',
    'The server is not responding.',
    'Check the network connection and the address, then try again. What you wrote is kept.',
  ),
  'network.tls': say(
    'T-NET-02',
    'The connection to the server is not secure: its certificate was rejected.',
    'Nothing was sent. Tell your IT department before continuing.',
  ),
  'server.not-matrix': say('T-SRV-01', 'No messaging server was found at this address.', 'Check the address, then try again.'),
  'server.error': say('T-SRV-02', 'The server has encountered a problem.', 'Nothing is lost. Try again in a few minutes.'),
  'server.too-large': say(
    'T-SRV-05',
    'The server sent too much data at once: it was not accepted.',
    'Nothing is lost, and another attempt will be made automatically. If this continues, contact support.',
  ),
  'server.imposed': say('T-SRV-09', 'Your organisation has chosen another server for this computer.', 'Sign in on the server shown.'),
  'server.rate-limited': say('T-SRV-03', 'Too many requests in a short time.', 'The server asks you to wait before trying again.'),
  'server.unsupported-flow': say(
    'T-SRV-04',
    'This server offers no sign-in method that this application supports.',
    'Choose another server or ask support how to sign in.',
  ),
  'server.limit-reached': say(
    'T-SRV-06',
    'Your server has reached a usage limit and no longer responds to this account.',
    'Nothing is lost: your messages will be sent afterwards. Contact support.',
  ),
};
