import { say, type SomeErrors } from '../../say.ts';

/** Signing in, by password and in the browser, and the account. */
export const signInErrors = {
  'auth.wrong-password': say('T-AUTH-01', 'Identifiant ou mot de passe incorrect.', 'Vérifiez les deux, puis réessayez.'),
  'auth.deactivated': say('T-AUTH-02', 'Ce compte a été désactivé.', 'Demandez à l’assistance de le rétablir.'),
  'auth.soft-logout': say('T-AUTH-03', 'Votre session a expiré.', 'Reconnectez-vous : vos messages et ce que vous avez écrit sont gardés.'),
  'auth.signed-out': say('T-AUTH-04', 'Cet appareil a été déconnecté.', 'Connectez-vous de nouveau pour continuer.'),
  'auth.expired-account': say(
    'T-AUTH-05',
    'Ce compte a expiré.',
    'Renouvelez-le avec le lien reçu par courriel. Vos messages sont gardés.',
  ),
  'auth.locked': say(
    'T-AUTH-09',
    'Ce compte est verrouillé.',
    'Un administrateur de votre serveur peut le déverrouiller. Adressez-vous à l’assistance.',
  ),
  'auth.suspended': say(
    'T-AUTH-10',
    'Votre compte est suspendu : vous pouvez lire, mais pas écrire.',
    'Ce que vous avez écrit est gardé. Adressez-vous à l’assistance.',
  ),
  'auth.already-signed-in': say('T-AUTH-06', 'Ce compte est déjà ouvert sur ce poste.', 'Choisissez-le dans la liste des comptes.'),
  'auth.refused': say(
    'T-WEB-01',
    'La connexion a été refusée dans le navigateur.',
    'Rien n’a été changé. Recommencez et acceptez la demande, ou demandez l’accès à votre administration.',
  ),
  'auth.state-mismatch': say(
    'T-WEB-02',
    'Cette réponse appartient à une autre demande de connexion.',
    'Elle n’a pas été utilisée. Revenez à la page ouverte en dernier dans le navigateur, ou recommencez.',
  ),
  'auth.bad-return': say(
    'T-WEB-03',
    'Ce n’est pas l’adresse de la dernière page.',
    'Une fois identifié, copiez toute la barre d’adresse du navigateur, puis collez-la ici.',
  ),
  'auth.no-journey': say('T-WEB-04', 'Aucune connexion n’attend plus de réponse du navigateur.', 'Recommencez la connexion.'),
  'auth.browser-timeout': say(
    'T-WEB-05',
    'Le navigateur n’est pas revenu à temps.',
    'Rien n’a été changé. Recommencez, et terminez dans les dix minutes.',
  ),
  'auth.browser-unopened': say(
    'T-WEB-06',
    'Le navigateur n’a pas pu s’ouvrir.',
    'Vérifiez qu’un navigateur par défaut est choisi sur ce poste, puis réessayez.',
  ),
  'auth.provider-unreachable': say(
    'T-WEB-07',
    'Le service qui vous identifie ne répond pas.',
    'Rien n’a été changé. Vérifiez la connexion au réseau, puis réessayez dans quelques minutes.',
  ),
  'auth.provider-error': say(
    'T-WEB-08',
    'Le service qui vous identifie a répondu par une erreur.',
    'Rien n’a été changé. Recommencez ; si cela se répète, donnez ce code à l’assistance.',
  ),
  'auth.wrong-account': say(
    'T-WEB-09',
    'Vous vous êtes identifié avec un autre compte.',
    'Rien n’a été changé ici. Recommencez avec le compte affiché ; déconnectez d’abord l’autre dans le navigateur.',
  ),
  'auth.confirm-identity': say(
    'T-AUTH-08',
    'Votre serveur vous demande de confirmer que c’est bien vous.',
    'Rien n’a été changé. Confirmez, puis réessayez.',
  ),
  'options.no-email': say(
    'T-AUTH-11',
    'Votre compte n’a pas d’adresse électronique.',
    'Rien n’a été changé. Demandez à l’assistance d’en ajouter une.',
  ),
  'account.unknown': say('T-AUTH-07', 'Ce compte n’est plus ouvert sur ce poste.', 'Connectez-vous de nouveau.'),
} satisfies SomeErrors;
