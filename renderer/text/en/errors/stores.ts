import type { storesErrors as reference } from '../../fr/errors/stores.ts';
import { say } from '../../say.ts';
import { kept } from './ends.ts';

export const storesErrors: typeof reference = {
  'keychain.absent': say(
    'T-KEY-01',
    'The system keychain cannot be found.',
    `${kept} Enable the keychain (Secret Service) of your session, then try again.`,
  ),
  'keychain.locked': say('T-KEY-02', 'The system keychain is locked.', `${kept} Unlock it, then try again.`),
  'keychain.refused': say('T-KEY-03', 'Access to the keychain was denied.', `${kept} Allow Tchap to read its key, then try again.`),
  'keychain.wrong-key': say(
    'T-KEY-04',
    'The key in the keychain does not open the data of this account.',
    `${kept} Open the system session you originally signed in with, or contact support.`,
  ),
  'store.future': say(
    'T-STO-01',
    'This data comes from a newer version of the application.',
    `${kept} Update the application, then try again.`,
  ),
  'store.damaged': say(
    'T-STO-02',
    'The data of this account is damaged and cannot be read.',
    'Nothing was erased. Try again, or contact support before doing anything else.',
  ),
  'store.unavailable': say(
    'T-STO-04',
    'The data of this account is unavailable for now: another program is using it, or this computer does not allow writing to it.',
    'Nothing is lost. Close other Tchap windows and wait for a backup or a scan of the computer to end, then try again.',
  ),
  'store.disk-full': say('T-STO-03', 'The disk is full.', 'Nothing already saved has been lost. Free up some space, then try again.'),
};
