import type { messagesErrors as reference } from '../../fr/errors/messages.ts';
import { say } from '../../say.ts';

export const messagesErrors: typeof reference = {
  'message.unknown': say('T-MSG-01', 'This message no longer exists.', 'It may have been sent or deleted in the meantime.'),
  'message.too-large': say('T-MSG-02', 'This message is too long.', 'Your text is kept. Send it in several parts.'),
  'message.no-devices': say(
    'T-MSG-03',
    'No device of the recipient can read this message.',
    'Your text is kept. Try again once the person has signed in.',
  ),
  'media.unavailable': say('T-MED-01', 'This file is no longer available.', 'Ask the person to send it again.'),
  'media.cancelled': say('T-MED-08', 'You cancelled this file on its way.', 'You can start it again whenever you like.'),
  'media.unsafe': say(
    'T-MED-04',
    'This file was blocked by the antivirus.',
    'It was neither opened nor saved. Tell the person who sent it, and your IT department.',
  ),
  'media.not-opened': say(
    'T-MED-06',
    'A file of this type could harm your computer: Tchap does not open it.',
    'Save it only if you know who it comes from and what it is for.',
  ),
  'media.no-program': say(
    'T-MED-07',
    'No application on this computer could open this file.',
    'Save it, then open it with an application of your choice.',
  ),
  'media.scan-unavailable': say('T-MED-05', 'The antivirus could not check this file.', 'It was not opened. Try again in a few minutes.'),
  'media.tampered': say('T-MED-02', 'This file was altered on its way.', 'It was not opened. Ask the person to send it again.'),
  'media.too-large': say('T-MED-03', 'This file is too large for the server.', 'Choose a smaller file.'),
  'scheduled.unavailable': say('T-PRG-01', 'This server cannot schedule messages.', 'Your text is kept: you can send it now.'),
  'scheduled.too-far': say('T-PRG-02', 'This date is too far in the future for the server.', 'Your text is kept: choose an earlier date.'),
};
