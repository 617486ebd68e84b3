import type { roomsErrors as reference } from '../../fr/errors/rooms.ts';
import { say } from '../../say.ts';

export const roomsErrors: typeof reference = {
  'room.unknown': say('T-ROOM-01', 'This room cannot be found.', 'You may have left it, or it may have been deleted. Choose another one.'),
  'room.forbidden': say('T-ROOM-02', 'You are not allowed to do this in this room.', 'Ask an administrator of the room.'),
  'room.not-created': say(
    'T-ROOM-04',
    'The server refused to create this room.',
    'Nothing was created, and what you wrote is kept. Choose another type of room, or contact support.',
  ),
  'room.changed': say(
    'T-ROOM-05',
    'Someone else has just changed this setting.',
    'Your change was not saved. Check the current setting, then try again if needed.',
  ),
  'room.version': say(
    'T-ROOM-06',
    'The server does not allow this for this room.',
    'Nothing was changed. Ask support which room version the server accepts.',
  ),
  'room.server-notices': say(
    'T-ROOM-20',
    'These are your server’s announcements: they cannot be declined.',
    'Accept them; you can then mute them.',
  ),
  'room.no-entry': say(
    'T-ROOM-07',
    'You cannot join this room.',
    'It is by invitation only, or you are not allowed to join it. Ask a member of the room to invite you.',
  ),
  'room.not-opened': say(
    'T-ROOM-08',
    'The server refused to open this room to external guests.',
    'Nothing was changed. Only an administrator of a private room can open it; a forum cannot be opened.',
  ),
  'guest.refused': say(
    'T-ROOM-09',
    'External guests cannot do this.',
    'You can write in the rooms that a public servant invites you to. Ask them to create the room or to invite you.',
  ),
  'guest.no-power': say(
    'T-ROOM-11',
    'External guests remain ordinary members.',
    'Nothing was changed. In a room that is open to them they can be neither moderators nor administrators.',
  ),
  'forums.unreachable': say(
    'T-ROOM-10',
    'This server does not show its forums.',
    'It is not responding, or keeps them for its own users. Try again later, or choose another server.',
  ),
  'user.unknown': say('T-ROOM-03', 'This person cannot be found.', 'Check the identifier: it starts with @ and contains a colon.'),
  'notifications.unavailable': say(
    'T-NOTIF-01',
    'This server does not let you choose when to be notified.',
    'The settings of this computer (content, hours) still apply. Give this code to support.',
  ),
  'invite.guest': say(
    'T-INV-01',
    'This room is not open to external guests.',
    'Nobody was invited. An administrator of a private room can open it to external guests; a forum cannot be opened.',
  ),
  'invite.no-email': say(
    'T-INV-02',
    'This server does not allow invitations by e-mail address.',
    'Nothing was sent. Invite the person by name or identifier.',
  ),
  'invite.refused': say(
    'T-INV-03',
    'The server does not accept this invitation.',
    'Nothing was sent. The person may be banned from the room, or the address may not be allowed on Tchap.',
  ),
  'members.incomplete': say(
    'T-INV-04',
    'The list of members is not complete yet.',
    'No file was saved. Wait for the connection to come back, then try again.',
  ),
};
