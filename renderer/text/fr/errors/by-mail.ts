import { say, type SomeErrors } from '../../say.ts';

/** A new account or a new password, by e-mail. */
export const byMailErrors = {
  'by-mail.closed': say(
    'T-REG-01',
    'Ce serveur ne crée pas de compte.',
    'Si votre administration vous a donné un compte, connectez-vous ; sinon, demandez-lui-en un.',
  ),
  'by-mail.unavailable': say(
    'T-REG-02',
    'Ce serveur n’envoie pas de courriel de vérification.',
    'Rien n’a été changé. Adressez-vous à l’assistance pour un nouveau mot de passe ou un compte.',
  ),
  'by-mail.address-in-use': say(
    'T-REG-03',
    'Un compte existe déjà pour cette adresse.',
    'Revenez à la connexion ; si vous ne connaissez plus le mot de passe, choisissez « Mot de passe oublié ? ».',
  ),
  'by-mail.address-unknown': say('T-REG-04', 'Aucun compte n’existe pour cette adresse.', 'Vérifiez l’adresse, ou créez un compte.'),
  'by-mail.address-refused': say(
    'T-REG-05',
    'Cette adresse n’est pas autorisée sur ce serveur.',
    'Utilisez votre adresse professionnelle. Un invité externe a besoin de l’invitation d’un agent.',
  ),
  'by-mail.weak-password': say(
    'T-REG-06',
    'Le serveur n’accepte pas ce mot de passe.',
    'Choisissez-en un plus long et plus varié, puis recommencez.',
  ),
  'by-mail.not-confirmed': say(
    'T-REG-07',
    'Le lien du courriel n’a pas encore été ouvert.',
    'Ouvrez-le et confirmez dans le navigateur, puis revenez ici.',
  ),
  'by-mail.none': say('T-REG-08', 'Aucun courriel n’est plus attendu.', 'Recommencez : un nouveau courriel sera envoyé.'),
} satisfies SomeErrors;
