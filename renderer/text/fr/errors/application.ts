import { say, type SomeErrors } from '../../say.ts';
import { again } from './ends.ts';

/** The application itself, its links and what the administration decides. */
export const applicationErrors = {
  'bridge.unknown-name': say(
    'T-APP-01',
    'Cette action n’existe pas dans cette version.',
    'Redémarrez l’application pour terminer sa mise à jour.',
  ),
  'bridge.bad-input': say('T-APP-02', 'La demande n’a pas pu être comprise.', again),
  'bridge.bad-output': say('T-APP-03', 'La réponse n’a pas pu être comprise.', again),
  'bridge.wrong-sender': say('T-APP-04', 'La demande a été refusée par sécurité.', 'Redémarrez l’application.'),
  'bridge.too-large': say('T-APP-05', 'La demande est trop volumineuse.', 'Raccourcissez le texte ou choisissez un fichier plus petit.'),
  'bridge.cancelled': say('T-APP-06', 'L’action a été annulée.', 'Vous pouvez la relancer quand vous le souhaitez.'),
  'bridge.timeout': say('T-APP-07', 'La réponse a trop tardé.', 'Rien n’est perdu. Vérifiez la connexion, puis réessayez.'),
  'bridge.closed': say(
    'T-APP-08',
    'La fenêtre a perdu le contact avec l’application.',
    'Le contact se rétablit de lui-même ; sinon, redémarrez l’application.',
  ),
  'bridge.version': say('T-APP-09', 'L’application vient d’être mise à jour.', 'Redémarrez-la pour continuer.'),
  internal: say('T-APP-10', 'Une erreur inattendue s’est produite.', again),
  'file.unwritable': say(
    'T-INV-05',
    'Le fichier n’a pas pu être enregistré à cet endroit.',
    'Choisissez un autre dossier, ou libérez de la place.',
  ),
  'settings.managed': say('T-SET-01', 'Ce réglage est géré par votre administration.', 'Adressez-vous à votre service informatique.'),
  'link.refused': say(
    'T-APP-11',
    'Ce lien ne peut pas être ouvert.',
    'Par sécurité, seuls les liens web, de courriel et de messagerie sont ouverts.',
  ),
} satisfies SomeErrors;
