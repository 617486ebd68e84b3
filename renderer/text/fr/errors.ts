import type { ErrorCode } from '../../../preload/contract/index.ts';

/** What happened; what is safe and what to do next; the short code that support knows. */
export type ErrorWords = { what: string; then: string; support: string };

const say = (support: string, what: string, then: string): ErrorWords => ({ support, what, then });

const again = 'Rien n’est perdu. Réessayez ; si cela se répète, donnez ce code à l’assistance.';
const kept = 'Vos messages et vos clés restent chiffrés sur ce poste, rien n’est effacé.';

export const errors: Record<ErrorCode, ErrorWords> = {
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
    'La fenêtre a perdu le lien avec l’application.',
    'Le lien se rétablit seul ; sinon, redémarrez l’application.',
  ),
  'bridge.version': say('T-APP-09', 'L’application vient d’être mise à jour.', 'Redémarrez-la pour continuer.'),
  internal: say('T-APP-10', 'Une erreur inattendue s’est produite.', again),
  'network.unreachable': say(
    'T-NET-01',
    'Le serveur ne répond pas.',
    'Vérifiez la connexion au réseau et l’adresse, puis réessayez. Ce que vous avez écrit est gardé.',
  ),
  'network.tls': say(
    'T-NET-02',
    'La connexion au serveur n’est pas sûre : son certificat est refusé.',
    'Rien n’a été envoyé. Prévenez votre service informatique avant de continuer.',
  ),
  'server.not-matrix': say(
    'T-SRV-01',
    'Aucun serveur de messagerie n’a été trouvé à cette adresse.',
    'Vérifiez l’adresse, puis réessayez.',
  ),
  'server.error': say('T-SRV-02', 'Le serveur a rencontré un problème.', 'Rien n’est perdu. Réessayez dans quelques minutes.'),
  'server.rate-limited': say('T-SRV-03', 'Trop de demandes en peu de temps.', 'Le serveur demande de patienter avant de réessayer.'),
  'server.unsupported-flow': say(
    'T-SRV-04',
    'Ce serveur n’accepte pas la connexion par mot de passe.',
    'Choisissez un autre serveur ou demandez à l’assistance comment vous connecter.',
  ),
  'auth.wrong-password': say('T-AUTH-01', 'Identifiant ou mot de passe incorrect.', 'Vérifiez les deux, puis réessayez.'),
  'auth.deactivated': say('T-AUTH-02', 'Ce compte a été désactivé.', 'Demandez à l’assistance de le rétablir.'),
  'auth.soft-logout': say('T-AUTH-03', 'Votre session a expiré.', 'Reconnectez-vous : vos messages et ce que vous avez écrit sont gardés.'),
  'auth.signed-out': say('T-AUTH-04', 'Cet appareil a été déconnecté.', 'Connectez-vous de nouveau pour continuer.'),
  'auth.expired-account': say(
    'T-AUTH-05',
    'Ce compte a expiré.',
    'Renouvelez-le avec le lien reçu par courriel. Vos messages sont gardés.',
  ),
  'auth.already-signed-in': say('T-AUTH-06', 'Ce compte est déjà ouvert sur ce poste.', 'Choisissez-le dans la liste des comptes.'),
  'account.unknown': say('T-AUTH-07', 'Ce compte n’est plus ouvert sur ce poste.', 'Connectez-vous de nouveau.'),
  'keychain.absent': say(
    'T-KEY-01',
    'Le trousseau de clés du système est introuvable.',
    `${kept} Activez le trousseau (Secret Service) de la session, puis réessayez.`,
  ),
  'keychain.locked': say('T-KEY-02', 'Le trousseau de clés du système est verrouillé.', `${kept} Déverrouillez-le, puis réessayez.`),
  'keychain.refused': say(
    'T-KEY-03',
    'L’accès au trousseau de clés a été refusé.',
    `${kept} Autorisez Tchap à lire sa clé, puis réessayez.`,
  ),
  'keychain.wrong-key': say(
    'T-KEY-04',
    'La clé du trousseau n’ouvre pas les données de ce compte.',
    `${kept} Ouvrez la session du système avec laquelle vous vous étiez connecté, ou prévenez l’assistance.`,
  ),
  'store.future': say(
    'T-STO-01',
    'Ces données viennent d’une version plus récente de l’application.',
    `${kept} Mettez l’application à jour, puis réessayez.`,
  ),
  'store.damaged': say(
    'T-STO-02',
    'Les données de ce compte sont abîmées et ne peuvent pas être lues.',
    'Rien n’a été effacé. Réessayez, ou prévenez l’assistance avant toute autre action.',
  ),
  'store.disk-full': say('T-STO-03', 'Le disque est plein.', 'Ce qui était gardé l’est toujours. Libérez de la place, puis réessayez.'),
  'room.unknown': say('T-ROOM-01', 'Ce salon est introuvable.', 'Il a peut-être été quitté ou supprimé. Choisissez-en un autre.'),
  'room.forbidden': say('T-ROOM-02', 'Vous n’avez pas le droit de faire cela dans ce salon.', 'Demandez à un administrateur du salon.'),
  'user.unknown': say('T-ROOM-03', 'Cette personne est introuvable.', 'Vérifiez son identifiant : il commence par @ et contient « : ».'),
  'message.unknown': say('T-MSG-01', 'Ce message n’existe plus.', 'Il a peut-être été envoyé ou supprimé entre-temps.'),
  'message.too-large': say('T-MSG-02', 'Ce message est trop long.', 'Votre texte est gardé. Envoyez-le en plusieurs fois.'),
  'message.no-devices': say(
    'T-MSG-03',
    'Aucun appareil du destinataire ne peut lire ce message.',
    'Votre texte est gardé. Réessayez quand la personne se sera connectée.',
  ),
  'crypto.unavailable': say('T-CRY-01', 'Le chiffrement n’a pas pu démarrer.', `${kept} Redémarrez l’application.`),
  'crypto.keys-not-backed-up': say(
    'T-CRY-02',
    'Des clés de messages ne sont pas sauvegardées.',
    'La déconnexion rendrait des messages illisibles. Rien n’a été effacé.',
  ),
  'media.unavailable': say('T-MED-01', 'Ce fichier n’est plus disponible.', 'Demandez à la personne de l’envoyer de nouveau.'),
  'media.tampered': say(
    'T-MED-02',
    'Ce fichier a été modifié pendant son transport.',
    'Il n’a pas été ouvert. Demandez à la personne de l’envoyer de nouveau.',
  ),
  'media.too-large': say('T-MED-03', 'Ce fichier est trop volumineux pour le serveur.', 'Choisissez un fichier plus petit.'),
  'link.refused': say(
    'T-APP-11',
    'Ce lien ne peut pas être ouvert.',
    'Seuls les liens web, de courriel et de messagerie sont ouverts, par sécurité.',
  ),
};
