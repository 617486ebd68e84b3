import { say, type SomeErrors } from '../../say.ts';

/** Messages, at once and later, and their files. */
export const messagesErrors = {
  'message.unknown': say('T-MSG-01', 'Ce message n’existe plus.', 'Il a peut-être été envoyé ou supprimé entre-temps.'),
  'message.too-large': say('T-MSG-02', 'Ce message est trop long.', 'Votre texte est gardé. Envoyez-le en plusieurs fois.'),
  'message.no-devices': say(
    'T-MSG-03',
    'Aucun appareil du destinataire ne peut lire ce message.',
    'Votre texte est gardé. Réessayez quand la personne se sera connectée.',
  ),
  'media.unavailable': say('T-MED-01', 'Ce fichier n’est plus disponible.', 'Demandez à la personne de l’envoyer de nouveau.'),
  'media.cancelled': say('T-MED-08', 'La réception de ce fichier a été annulée.', 'Vous pouvez la relancer quand vous le souhaitez.'),
  'media.unsafe': say(
    'T-MED-04',
    'Ce fichier est bloqué par l’antivirus.',
    'Il n’a été ni ouvert, ni enregistré. Prévenez la personne qui l’a envoyé et votre service informatique.',
  ),
  'media.not-opened': say(
    'T-MED-06',
    'Ce type de fichier peut nuire à votre ordinateur : Tchap ne l’ouvre pas.',
    'Enregistrez-le seulement si vous savez de qui il vient et à quoi il sert.',
  ),
  'media.no-program': say(
    'T-MED-07',
    'Aucune application de cet ordinateur n’a pu ouvrir ce fichier.',
    'Enregistrez-le, puis ouvrez-le avec l’application de votre choix.',
  ),
  'media.scan-unavailable': say(
    'T-MED-05',
    'L’antivirus n’a pas pu analyser ce fichier.',
    'Il n’a pas été ouvert. Réessayez dans quelques minutes.',
  ),
  'media.tampered': say(
    'T-MED-02',
    'Ce fichier a été altéré pendant son transport.',
    'Il n’a pas été ouvert. Demandez à la personne de l’envoyer de nouveau.',
  ),
  'media.too-large': say('T-MED-03', 'Ce fichier est trop volumineux pour le serveur.', 'Choisissez un fichier plus petit.'),
  'scheduled.unavailable': say(
    'T-PRG-01',
    'Ce serveur ne permet pas de programmer des messages.',
    'Votre texte est gardé : vous pouvez l’envoyer maintenant.',
  ),
  'scheduled.too-far': say(
    'T-PRG-02',
    'Cette date est trop lointaine pour le serveur.',
    'Votre texte est gardé : choisissez une date plus proche.',
  ),
} satisfies SomeErrors;
