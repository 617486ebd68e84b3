import type { applicationErrors as reference } from '../../fr/errors/application.ts';
import { say } from '../../say.ts';
import { again } from './ends.ts';

export const applicationErrors: typeof reference = {
  'bridge.unknown-name': say('T-APP-01', 'This action does not exist in this version.', 'Restart the application to finish its update.'),
  'bridge.bad-input': say('T-APP-02', 'The request could not be understood.', again),
  'bridge.bad-output': say('T-APP-03', 'The response could not be understood.', again),
  'bridge.wrong-sender': say('T-APP-04', 'The request was refused for security.', 'Restart the application.'),
  'bridge.too-large': say('T-APP-05', 'The request is too large.', 'Shorten the text or choose a smaller file.'),
  'bridge.cancelled': say('T-APP-06', 'The action was cancelled.', 'You can start it again whenever you like.'),
  'bridge.timeout': say('T-APP-07', 'The response took too long.', 'Nothing is lost. Check the connection, then try again.'),
  'bridge.closed': say(
    'T-APP-08',
    'The window has lost contact with the application.',
    'Contact will be restored automatically; if not, restart the application.',
  ),
  'bridge.version': say('T-APP-09', 'The application has just been updated.', 'Restart it to continue.'),
  internal: say('T-APP-10', 'An unexpected error occurred.', again),
  'file.unwritable': say('T-INV-05', 'The file could not be saved there.', 'Choose another folder, or free up some space.'),
  'settings.managed': say('T-SET-01', 'This setting is managed by your organisation.', 'Contact your IT department.'),
  'link.refused': say('T-APP-11', 'This link cannot be opened.', 'For security, only web, e-mail and messaging links are opened.'),
};
