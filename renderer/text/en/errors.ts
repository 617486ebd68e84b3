import type { ErrorWords, errors as reference } from '../fr/errors.ts';

const say = (support: string, what: string, then: string): ErrorWords => ({ support, what, then });

const again = 'Nothing is lost. Try again; if it happens again, give this code to support.';
const kept = 'Your messages and keys stay encrypted on this computer, nothing is erased.';

export const errors: typeof reference = {
  'bridge.unknown-name': say('T-APP-01', 'This action does not exist in this version.', 'Restart the application to finish its update.'),
  'bridge.bad-input': say('T-APP-02', 'The request could not be understood.', again),
  'bridge.bad-output': say('T-APP-03', 'The answer could not be understood.', again),
  'bridge.wrong-sender': say('T-APP-04', 'The request was refused for safety.', 'Restart the application.'),
  'bridge.too-large': say('T-APP-05', 'The request is too large.', 'Shorten the text or choose a smaller file.'),
  'bridge.cancelled': say('T-APP-06', 'The action was cancelled.', 'You can start it again whenever you like.'),
  'bridge.timeout': say('T-APP-07', 'The answer took too long.', 'Nothing is lost. Check the connection, then try again.'),
  'bridge.closed': say(
    'T-APP-08',
    'The window lost its link with the application.',
    'The link comes back by itself; if not, restart the application.',
  ),
  'bridge.version': say('T-APP-09', 'The application has just been updated.', 'Restart it to continue.'),
  internal: say('T-APP-10', 'An unexpected error happened.', again),
  'network.unreachable': say(
    'T-NET-01',
    'The server does not answer.',
    'Check the network and the address, then try again. What you wrote is kept.',
  ),
  'network.tls': say(
    'T-NET-02',
    'The connection to the server is not safe: its certificate is refused.',
    'Nothing was sent. Tell your IT department before going on.',
  ),
  'server.not-matrix': say('T-SRV-01', 'No messaging server was found at this address.', 'Check the address, then try again.'),
  'server.error': say('T-SRV-02', 'The server has a problem.', 'Nothing is lost. Try again in a few minutes.'),
  'server.too-large': say(
    'T-SRV-05',
    'The server sent too much data at once: it was not taken.',
    'Nothing is lost, and another try is made by itself. If this lasts, tell support.',
  ),
  'server.rate-limited': say('T-SRV-03', 'Too many requests in a short time.', 'The server asks you to wait before trying again.'),
  'server.unsupported-flow': say(
    'T-SRV-04',
    'This server does not accept passwords.',
    'Choose another server or ask support how to sign in.',
  ),
  'auth.wrong-password': say('T-AUTH-01', 'Wrong identifier or password.', 'Check both, then try again.'),
  'auth.deactivated': say('T-AUTH-02', 'This account has been deactivated.', 'Ask support to restore it.'),
  'auth.soft-logout': say('T-AUTH-03', 'Your session has expired.', 'Sign in again: your messages and what you wrote are kept.'),
  'auth.signed-out': say('T-AUTH-04', 'This device has been signed out.', 'Sign in again to continue.'),
  'auth.expired-account': say(
    'T-AUTH-05',
    'This account has expired.',
    'Renew it with the link you received by e-mail. Your messages are kept.',
  ),
  'auth.already-signed-in': say('T-AUTH-06', 'This account is already open on this computer.', 'Choose it in the list of accounts.'),
  'auth.confirm-identity': say(
    'T-AUTH-08',
    'Your server asks you to confirm that it is you.',
    'Nothing was changed. Confirm, then try again.',
  ),
  'account.unknown': say('T-AUTH-07', 'This account is no longer open on this computer.', 'Sign in again.'),
  'keychain.absent': say(
    'T-KEY-01',
    'The keychain of the system cannot be found.',
    `${kept} Enable the keychain (Secret Service) of the session, then try again.`,
  ),
  'keychain.locked': say('T-KEY-02', 'The keychain of the system is locked.', `${kept} Unlock it, then try again.`),
  'keychain.refused': say('T-KEY-03', 'Access to the keychain was refused.', `${kept} Allow Tchap to read its key, then try again.`),
  'keychain.wrong-key': say(
    'T-KEY-04',
    'The key in the keychain does not open the data of this account.',
    `${kept} Open the system session you had signed in with, or tell support.`,
  ),
  'store.future': say(
    'T-STO-01',
    'This data comes from a newer version of the application.',
    `${kept} Update the application, then try again.`,
  ),
  'store.damaged': say(
    'T-STO-02',
    'The data of this account is damaged and cannot be read.',
    'Nothing was erased. Try again, or tell support before doing anything else.',
  ),
  'store.unavailable': say(
    'T-STO-04',
    'The data of this account cannot be reached for now: another program holds it, or this computer forbids writing to it.',
    'Nothing is lost. Close other Tchap windows and wait for a backup or a scan of the computer to end, then try again.',
  ),
  'store.disk-full': say('T-STO-03', 'The disk is full.', 'What was kept still is. Free some space, then try again.'),
  'room.unknown': say('T-ROOM-01', 'This room cannot be found.', 'It may have been left or removed. Choose another one.'),
  'room.forbidden': say('T-ROOM-02', 'You are not allowed to do this in this room.', 'Ask an administrator of the room.'),
  'room.not-created': say(
    'T-ROOM-04',
    'The server did not accept to create this room.',
    'Nothing was created, and what you wrote is kept. Choose another kind of room, or ask the support team.',
  ),
  'user.unknown': say('T-ROOM-03', 'This person cannot be found.', 'Check the identifier: it starts with @ and contains “:”.'),
  'notifications.unavailable': say(
    'T-NOTIF-01',
    'This server does not let you choose what notifies you.',
    'The settings of this computer (content, hours) still apply. Give this code to support.',
  ),
  'message.unknown': say('T-MSG-01', 'This message no longer exists.', 'It may have been sent or deleted meanwhile.'),
  'message.too-large': say('T-MSG-02', 'This message is too long.', 'Your text is kept. Send it in several parts.'),
  'message.no-devices': say(
    'T-MSG-03',
    'No device of the recipient can read this message.',
    'Your text is kept. Try again once the person has signed in.',
  ),
  'crypto.unavailable': say('T-CRY-01', 'Encryption could not start.', `${kept} Restart the application.`),
  'crypto.identity-changed': say(
    'T-CRY-10',
    'The identity of someone you had verified has changed.',
    `${kept} Verify this person again, or accept the new identity in the conversation.`,
  ),
  'crypto.device-unverified': say(
    'T-CRY-11',
    'This device is not verified, and only verified devices may write.',
    `${kept} Verify this device in the settings, section My devices.`,
  ),
  'crypto.keys-not-backed-up': say(
    'T-CRY-02',
    'Some message keys are not backed up.',
    'Signing out would make messages unreadable. Nothing was erased.',
  ),
  'backup.off': say(
    'T-SAV-01',
    'The automatic backup of messages is not active on this device.',
    'Nothing on this computer is lost. Turn it on in the settings, section Security.',
  ),
  'backup.unreadable': say(
    'T-SAV-02',
    'This device does not have the key of the automatic backup of messages.',
    'Nothing is lost. Confirm this device with your verification code or another device.',
  ),
  'key-file.wrong-passphrase': say(
    'T-CLE-01',
    'This passphrase does not open the file.',
    'Nothing was imported. It is the one chosen when the file was made; capitals and accents count.',
  ),
  'key-file.damaged': say(
    'T-CLE-02',
    'This key file is damaged or incomplete.',
    'Nothing was imported. Take another copy, or export the keys from the other device again.',
  ),
  'key-file.unknown-format': say(
    'T-CLE-03',
    'This is not a Tchap key file.',
    'Nothing was imported. Choose the file “tchap-keys.txt” that was exported from another device.',
  ),
  'key-file.too-large': say('T-CLE-04', 'This file is too large for a key file.', 'Nothing was imported.'),
  'key-file.unreadable': say(
    'T-CLE-05',
    'The file could not be read.',
    'Nothing was imported. Check that it exists and that you may open it.',
  ),
  'key-file.unwritable': say('T-CLE-06', 'The file could not be saved in this place.', 'Nothing was exported. Choose another folder.'),
  'key-file.none': say('T-CLE-07', 'No key file is chosen.', 'Choose the file to import.'),
  'identity.malformed-code': say(
    'T-ID-01',
    'This is not a complete verification code.',
    'Characters are missing, or one of them was copied wrongly. The code has 12 groups of 4 characters and begins with “Es”.',
  ),
  'identity.wrong-code': say(
    'T-ID-02',
    'This code is not that of your account.',
    'Nothing was changed. Check that it is the code of this account, then try again.',
  ),
  'identity.old-code': say(
    'T-ID-03',
    'This code was replaced by a newer one.',
    'Nothing was changed. Look for the newest code, or confirm with another device.',
  ),
  'identity.no-code': say('T-ID-04', 'Your account has no verification code.', 'Confirm with another device, or reset your identity.'),
  'identity.stale-code': say(
    'T-ID-05',
    'This code is right, but it protects an identity that was replaced.',
    'Confirm with another device, or reset your identity.',
  ),
  'identity.unconfirmed': say(
    'T-ID-06',
    'This device does not have all that is needed for this yet.',
    'First confirm that it is you; if you just did, try again in a moment.',
  ),
  'identity.changed': say(
    'T-ID-07',
    'Your identity was replaced from another device.',
    'Nothing was lost here. Confirm again that it is you.',
  ),
  'media.unavailable': say('T-MED-01', 'This file is no longer available.', 'Ask the person to send it again.'),
  'media.unsafe': say(
    'T-MED-04',
    'The antivirus blocked this file.',
    'It was neither opened nor saved. Tell the person who sent it, and your IT department.',
  ),
  'media.scan-unavailable': say('T-MED-05', 'The antivirus could not check this file.', 'It was not opened. Try again in a few minutes.'),
  'media.tampered': say('T-MED-02', 'This file was changed on its way.', 'It was not opened. Ask the person to send it again.'),
  'media.too-large': say('T-MED-03', 'This file is too large for the server.', 'Choose a smaller file.'),
  'scheduled.unavailable': say('T-PRG-01', 'This server cannot send messages later.', 'Your text is kept: you can send it now.'),
  'scheduled.too-far': say('T-PRG-02', 'This date is too far ahead for the server.', 'Your text is kept: choose a nearer date.'),
  'settings.managed': say('T-SET-01', 'This setting is decided by your administration.', 'Ask your IT support.'),
  'link.refused': say('T-APP-11', 'This link cannot be opened.', 'Only web, e-mail and messaging links are opened, for safety.'),
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
