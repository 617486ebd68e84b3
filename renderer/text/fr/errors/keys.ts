import { say, type SomeErrors } from '../../say.ts';
import { kept } from './ends.ts';

/** Encryption, the backup of keys and key files. */
export const keysErrors = {
  'crypto.unavailable': say('T-CRY-01', 'Le chiffrement n’a pas pu démarrer.', `${kept} Redémarrez l’application.`),
  'crypto.identity-changed': say(
    'T-CRY-10',
    'L’identité d’une personne que vous aviez vérifiée a changé.',
    `${kept} Vérifiez cette personne à nouveau, ou acceptez sa nouvelle identité dans la conversation.`,
  ),
  'crypto.device-unverified': say(
    'T-CRY-11',
    'Cet appareil n’est pas vérifié, et seuls les appareils vérifiés peuvent écrire.',
    `${kept} Vérifiez cet appareil dans les réglages, section Mes appareils.`,
  ),
  'crypto.keys-not-backed-up': say(
    'T-CRY-02',
    'Des clés de messages ne sont pas sauvegardées.',
    'La déconnexion rendrait des messages illisibles. Rien n’a été effacé. Attendez la fin de la sauvegarde, ou exportez vos clés.',
  ),
  'backup.off': say(
    'T-SAV-01',
    'La sauvegarde automatique des messages n’est pas active sur cet appareil.',
    'Rien n’est perdu sur ce poste. Activez-la dans les réglages, section Sécurité.',
  ),
  'backup.unreadable': say(
    'T-SAV-02',
    'Cet appareil n’a pas la clé de la sauvegarde automatique des messages.',
    'Rien n’est perdu. Vérifiez cet appareil avec votre code de vérification ou un autre appareil.',
  ),
  'key-file.wrong-passphrase': say(
    'T-CLE-01',
    'Cette phrase secrète n’ouvre pas le fichier.',
    'Rien n’a été importé. Saisissez celle qui a été choisie quand le fichier a été créé ; majuscules et accents comptent.',
  ),
  'key-file.damaged': say(
    'T-CLE-02',
    'Ce fichier de clés est abîmé ou incomplet.',
    'Rien n’a été importé. Reprenez-en une autre copie, ou exportez de nouveau les clés depuis l’autre appareil.',
  ),
  'key-file.unknown-format': say(
    'T-CLE-03',
    'Ce n’est pas un fichier de clés Tchap.',
    'Rien n’a été importé. Choisissez le fichier « tchap-keys.txt » exporté depuis un autre appareil.',
  ),
  'key-file.too-large': say(
    'T-CLE-04',
    'Ce fichier est trop volumineux pour un fichier de clés.',
    'Rien n’a été importé. Choisissez le fichier « tchap-keys.txt » exporté depuis un autre appareil.',
  ),
  'key-file.unreadable': say(
    'T-CLE-05',
    'Le fichier n’a pas pu être lu.',
    'Rien n’a été importé. Vérifiez qu’il existe et que vous pouvez l’ouvrir.',
  ),
  'key-file.unwritable': say(
    'T-CLE-06',
    'Le fichier n’a pas pu être enregistré à cet endroit.',
    'Rien n’a été exporté. Choisissez un autre dossier.',
  ),
  'key-file.none': say('T-CLE-07', 'Aucun fichier de clés n’a été choisi.', 'Choisissez le fichier à importer.'),
} satisfies SomeErrors;
