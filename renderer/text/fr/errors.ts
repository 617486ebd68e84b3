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
  'server.too-large': say(
    'T-SRV-05',
    'Le serveur a envoyé trop de données d’un coup : elles n’ont pas été prises.',
    'Rien n’est perdu, et un nouvel essai a lieu tout seul. Si cela dure, prévenez l’assistance.',
  ),
  'server.imposed': say(
    'T-SRV-09',
    'Votre administration a choisi un autre serveur pour ce poste.',
    'Connectez-vous sur le serveur affiché.',
  ),
  'server.rate-limited': say('T-SRV-03', 'Trop de demandes en peu de temps.', 'Le serveur demande de patienter avant de réessayer.'),
  'server.unsupported-flow': say(
    'T-SRV-04',
    'Ce serveur n’offre aucune façon de se connecter connue ici.',
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
  'auth.locked': say(
    'T-AUTH-09',
    'Ce compte est verrouillé.',
    'Un administrateur de votre serveur peut le rouvrir. Adressez-vous à l’assistance.',
  ),
  'auth.suspended': say(
    'T-AUTH-10',
    'Votre compte est suspendu : il peut lire, mais pas écrire.',
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
    'Copiez toute la barre d’adresse du navigateur une fois identifié, puis collez-la ici.',
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
  'auth.confirm-identity': say(
    'T-AUTH-08',
    'Votre serveur demande de confirmer que c’est bien vous.',
    'Rien n’a été changé. Confirmez, puis réessayez.',
  ),
  'options.no-email': say(
    'T-AUTH-11',
    'Votre compte n’a pas d’adresse électronique.',
    'Rien n’a été changé. Demandez à l’assistance d’en ajouter une.',
  ),
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
  'store.unavailable': say(
    'T-STO-04',
    'Les données de ce compte ne sont pas accessibles pour le moment : un autre programme les occupe, ou ce poste interdit d’y écrire.',
    'Rien n’est perdu. Fermez les autres fenêtres de Tchap et attendez la fin d’une sauvegarde ou d’une analyse du poste, puis réessayez.',
  ),
  'store.disk-full': say('T-STO-03', 'Le disque est plein.', 'Ce qui était gardé l’est toujours. Libérez de la place, puis réessayez.'),
  'room.unknown': say('T-ROOM-01', 'Ce salon est introuvable.', 'Il a peut-être été quitté ou supprimé. Choisissez-en un autre.'),
  'room.forbidden': say('T-ROOM-02', 'Vous n’avez pas le droit de faire cela dans ce salon.', 'Demandez à un administrateur du salon.'),
  'room.not-created': say(
    'T-ROOM-04',
    'Le serveur n’a pas accepté de créer ce salon.',
    'Rien n’a été créé, et ce que vous avez écrit est gardé. Choisissez un autre type de salon, ou demandez à l’assistance.',
  ),
  'room.changed': say(
    'T-ROOM-05',
    'Quelqu’un d’autre vient de changer ce réglage.',
    'Rien n’a été changé par vous. Regardez ce qui est réglé maintenant, puis recommencez si besoin.',
  ),
  'room.version': say(
    'T-ROOM-06',
    'Le serveur ne propose pas cela pour ce salon.',
    'Rien n’a été changé. Demandez à l’assistance quelle version de salon le serveur accepte.',
  ),
  'room.server-notices': say(
    'T-ROOM-20',
    'Ce sont les annonces de votre serveur : elles ne peuvent pas être refusées.',
    'Acceptez-les ; vous pouvez ensuite couper leurs notifications.',
  ),
  'server.limit-reached': say(
    'T-SRV-06',
    'Votre serveur a atteint une limite d’utilisation et ne répond plus à ce compte.',
    'Rien n’est perdu : vos messages partiront ensuite. Prévenez l’assistance.',
  ),
  'room.no-entry': say(
    'T-ROOM-07',
    'Vous ne pouvez pas entrer dans ce salon.',
    'On y entre sur invitation, ou l’accès vous est fermé. Demandez à un membre du salon de vous inviter.',
  ),
  'room.not-opened': say(
    'T-ROOM-08',
    'Le serveur n’a pas accepté d’ouvrir ce salon aux invités externes.',
    'Rien n’a été changé. Seul un administrateur d’un salon privé peut l’ouvrir ; un forum ne peut pas l’être.',
  ),
  'guest.refused': say(
    'T-ROOM-09',
    'Les invités externes ne peuvent pas faire cela.',
    'Vous pouvez écrire dans les salons où un agent vous invite. Demandez-lui de créer le salon ou de vous inviter.',
  ),
  'guest.no-power': say(
    'T-ROOM-11',
    'Les invités externes restent de simples membres.',
    'Rien n’a été changé. Dans un salon qui leur est ouvert, ils ne peuvent être ni modérateurs ni administrateurs.',
  ),
  'forums.unreachable': say(
    'T-ROOM-10',
    'Ce serveur ne montre pas ses forums.',
    'Il ne répond pas, ou les garde pour ses propres agents. Réessayez plus tard, ou choisissez un autre serveur.',
  ),
  'user.unknown': say('T-ROOM-03', 'Cette personne est introuvable.', 'Vérifiez son identifiant : il commence par @ et contient « : ».'),
  'notifications.unavailable': say(
    'T-NOTIF-01',
    'Ce serveur ne permet pas de choisir ce qui notifie.',
    'Les réglages de ce poste (contenu, horaires) restent valables. Signalez ce code à l’assistance.',
  ),
  'invite.guest': say(
    'T-INV-01',
    'Ce salon n’est pas ouvert aux invités externes.',
    'Personne n’a été invité. Un administrateur du salon privé peut l’ouvrir aux externes ; un forum ne le peut pas.',
  ),
  'invite.no-email': say(
    'T-INV-02',
    'Ce serveur ne permet pas d’inviter par adresse e-mail.',
    'Rien n’a été envoyé. Invitez la personne par son nom ou son identifiant.',
  ),
  'invite.refused': say(
    'T-INV-03',
    'Le serveur n’accepte pas cette invitation.',
    'Rien n’a été envoyé. La personne est peut-être exclue du salon, ou son adresse n’est pas autorisée sur Tchap.',
  ),
  'members.incomplete': say(
    'T-INV-04',
    'La liste des membres n’est pas encore complète.',
    'Aucun fichier n’a été écrit. Attendez que la connexion revienne, puis réessayez.',
  ),
  'file.unwritable': say(
    'T-INV-05',
    'Le fichier n’a pas pu être écrit à cet endroit.',
    'Choisissez un autre dossier, ou libérez de la place.',
  ),
  'message.unknown': say('T-MSG-01', 'Ce message n’existe plus.', 'Il a peut-être été envoyé ou supprimé entre-temps.'),
  'message.too-large': say('T-MSG-02', 'Ce message est trop long.', 'Votre texte est gardé. Envoyez-le en plusieurs fois.'),
  'message.no-devices': say(
    'T-MSG-03',
    'Aucun appareil du destinataire ne peut lire ce message.',
    'Votre texte est gardé. Réessayez quand la personne se sera connectée.',
  ),
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
    'La déconnexion rendrait des messages illisibles. Rien n’a été effacé.',
  ),
  'backup.off': say(
    'T-SAV-01',
    'La sauvegarde automatique des messages n’est pas active sur cet appareil.',
    'Rien n’est perdu sur ce poste. Activez-la dans les réglages, section Sécurité.',
  ),
  'backup.unreadable': say(
    'T-SAV-02',
    'Cet appareil n’a pas la clé de la sauvegarde automatique des messages.',
    'Rien n’est perdu. Confirmez cet appareil avec votre code de vérification ou un autre appareil.',
  ),
  'key-file.wrong-passphrase': say(
    'T-CLE-01',
    'Cette phrase secrète n’ouvre pas le fichier.',
    'Rien n’a été importé. C’est celle qui a été choisie quand le fichier a été créé ; majuscules et accents comptent.',
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
  'key-file.too-large': say('T-CLE-04', 'Ce fichier est trop volumineux pour un fichier de clés.', 'Rien n’a été importé.'),
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
  'key-file.none': say('T-CLE-07', 'Aucun fichier de clés n’est choisi.', 'Choisissez le fichier à importer.'),
  'identity.malformed-code': say(
    'T-ID-01',
    'Ce n’est pas un code de vérification complet.',
    'Il manque des caractères, ou l’un d’eux est mal recopié. Le code compte 12 groupes de 4 caractères et commence par « Es ».',
  ),
  'identity.wrong-code': say(
    'T-ID-02',
    'Ce code n’est pas celui de votre compte.',
    'Rien n’a été changé. Vérifiez que le code est bien celui de ce compte, puis réessayez.',
  ),
  'identity.old-code': say(
    'T-ID-03',
    'Ce code a été remplacé par un plus récent.',
    'Rien n’a été changé. Cherchez le code le plus récent, ou confirmez avec un autre appareil.',
  ),
  'identity.no-code': say(
    'T-ID-04',
    'Votre compte n’a pas de code de vérification.',
    'Confirmez avec un autre appareil, ou réinitialisez votre identité.',
  ),
  'identity.stale-code': say(
    'T-ID-05',
    'Ce code est juste, mais il protège une identité qui a été remplacée.',
    'Confirmez avec un autre appareil, ou réinitialisez votre identité.',
  ),
  'identity.unconfirmed': say(
    'T-ID-06',
    'Cet appareil n’a pas encore tout ce qu’il faut pour cela.',
    'Confirmez d’abord que c’est bien vous ; si vous venez de le faire, réessayez dans un instant.',
  ),
  'identity.changed': say(
    'T-ID-07',
    'Votre identité a été remplacée depuis un autre appareil.',
    'Rien n’a été perdu ici. Confirmez de nouveau que c’est bien vous.',
  ),
  'media.unavailable': say('T-MED-01', 'Ce fichier n’est plus disponible.', 'Demandez à la personne de l’envoyer de nouveau.'),
  'media.unsafe': say(
    'T-MED-04',
    'Ce fichier est bloqué par l’antivirus.',
    'Il n’a pas été ouvert ni enregistré. Prévenez la personne qui l’a envoyé et votre service informatique.',
  ),
  'media.not-opened': say(
    'T-MED-06',
    'Ce type de fichier peut agir sur votre ordinateur : Tchap ne l’ouvre pas.',
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
    'Ce fichier a été modifié pendant son transport.',
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
  'settings.managed': say('T-SET-01', 'Ce réglage est fixé par votre administration.', 'Adressez-vous à votre support informatique.'),
  'link.refused': say(
    'T-APP-11',
    'Ce lien ne peut pas être ouvert.',
    'Seuls les liens web, de courriel et de messagerie sont ouverts, par sécurité.',
  ),
  'verification.unknown': say(
    'T-VER-01',
    'Cette vérification est terminée, ou l’appareil n’est plus connu.',
    'Recommencez la vérification.',
  ),
  'verification.not-now': say(
    'T-VER-02',
    'La vérification n’en est plus à cette étape.',
    'Suivez ce que la fenêtre indique, ou recommencez la vérification.',
  ),
  'verification.no-identity': say(
    'T-VER-03',
    'Il manque une identité de chiffrement pour cette vérification.',
    'Terminez d’abord la mise en place du chiffrement sur les deux appareils, ou comparez des émojis.',
  ),
  'verification.bad-code': say(
    'T-VER-04',
    'Ce code QR n’est pas celui de cette vérification.',
    'Rien n’a été vérifié. Affichez un nouveau code sur l’autre appareil, ou comparez des émojis.',
  ),
};
