import type { keysErrors as reference } from '../../fr/errors/keys.ts';
import { say } from '../../say.ts';
import { kept } from './ends.ts';

export const keysErrors: typeof reference = {
  'crypto.unavailable': say('T-CRY-01', 'Encryption could not start.', `${kept} Restart the application.`),
  'crypto.identity-changed': say(
    'T-CRY-10',
    'The identity of someone you had verified has changed.',
    `${kept} Verify this person again, or accept the new identity in the conversation.`,
  ),
  'crypto.device-unverified': say(
    'T-CRY-11',
    'This device is not verified, and only verified devices can write.',
    `${kept} Verify this device in the settings, section My devices.`,
  ),
  'crypto.keys-not-backed-up': say(
    'T-CRY-02',
    'Some message keys are not backed up.',
    'Signing out would make messages unreadable. Nothing was erased. Wait for the backup to finish, or export your keys.',
  ),
  'backup.off': say(
    'T-SAV-01',
    'The automatic backup of messages is not turned on for this device.',
    'Nothing on this computer is lost. Turn it on in the settings, section Security.',
  ),
  'backup.unreadable': say(
    'T-SAV-02',
    'This device does not have the key of the automatic backup of messages.',
    'Nothing is lost. Verify this device with your recovery code or another device.',
  ),
  'key-file.wrong-passphrase': say(
    'T-CLE-01',
    'This passphrase does not open the file.',
    'Nothing was imported. Enter the one chosen when the file was created; capitals and accents matter.',
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
  'key-file.too-large': say(
    'T-CLE-04',
    'This file is too large for a key file.',
    'Nothing was imported. Choose the file “tchap-keys.txt” that was exported from another device.',
  ),
  'key-file.unreadable': say(
    'T-CLE-05',
    'The file could not be read.',
    'Nothing was imported. Check that it exists and that you are allowed to open it.',
  ),
  'key-file.unwritable': say('T-CLE-06', 'The file could not be saved there.', 'Nothing was exported. Choose another folder.'),
  'key-file.none': say('T-CLE-07', 'No key file has been chosen.', 'Choose the file to import.'),
};
