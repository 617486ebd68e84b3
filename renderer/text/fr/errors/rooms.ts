import { say, type SomeErrors } from '../../say.ts';

/** Rooms, forums and who is in them. */
export const roomsErrors = {
  'room.unknown': say(
    'T-ROOM-01',
    'Ce salon est introuvable.',
    'Vous l’avez peut-être quitté, ou il a été supprimé. Choisissez-en un autre.',
  ),
  'room.forbidden': say(
    'T-ROOM-02',
    'Vous n’avez pas le droit de faire cela dans ce salon.',
    'Adressez-vous à un administrateur du salon.',
  ),
  'room.not-created': say(
    'T-ROOM-04',
    'Le serveur a refusé de créer ce salon.',
    'Rien n’a été créé, et ce que vous avez écrit est gardé. Choisissez un autre type de salon, ou adressez-vous à l’assistance.',
  ),
  'room.changed': say(
    'T-ROOM-05',
    'Quelqu’un d’autre vient de changer ce réglage.',
    'Votre changement n’a pas été enregistré. Regardez le réglage actuel, puis recommencez si besoin.',
  ),
  'room.version': say(
    'T-ROOM-06',
    'Le serveur ne permet pas cela pour ce salon.',
    'Rien n’a été changé. Demandez à l’assistance quelle version de salon le serveur accepte.',
  ),
  'room.server-notices': say(
    'T-ROOM-20',
    'Ce sont les annonces de votre serveur : elles ne peuvent pas être refusées.',
    'Acceptez-les ; vous pouvez ensuite couper leurs notifications.',
  ),
  'room.no-entry': say(
    'T-ROOM-07',
    'Vous ne pouvez pas rejoindre ce salon.',
    'Il est accessible sur invitation, ou son accès vous est fermé. Demandez à un membre du salon de vous inviter.',
  ),
  'room.not-opened': say(
    'T-ROOM-08',
    'Le serveur a refusé d’ouvrir ce salon aux invités externes.',
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
    'Rien n’a été changé. Dans un salon qui leur est ouvert, ils ne peuvent ni modérer, ni administrer.',
  ),
  'forums.unreachable': say(
    'T-ROOM-10',
    'Ce serveur ne montre pas ses forums.',
    'Il ne répond pas, ou les garde pour ses propres agents. Réessayez plus tard, ou choisissez un autre serveur.',
  ),
  'user.unknown': say('T-ROOM-03', 'Cette personne est introuvable.', 'Vérifiez son identifiant : il commence par @ et contient « : ».'),
  'notifications.unavailable': say(
    'T-NOTIF-01',
    'Ce serveur ne permet pas de choisir ce qui déclenche une notification.',
    'Les réglages de ce poste (contenu, horaires) restent valables. Signalez ce code à l’assistance.',
  ),
  'invite.guest': say(
    'T-INV-01',
    'Ce salon n’est pas ouvert aux invités externes.',
    'Personne n’a été invité. Un administrateur du salon privé peut l’ouvrir aux externes ; un forum ne le peut pas.',
  ),
  'invite.no-email': say(
    'T-INV-02',
    'Ce serveur ne permet pas d’inviter par adresse électronique.',
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
    'Aucun fichier n’a été enregistré. Attendez que la connexion revienne, puis réessayez.',
  ),
} satisfies SomeErrors;
