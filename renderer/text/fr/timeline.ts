import type { MessageItem, Shield, StateChange } from '../../../preload/contract/index.ts';
import { de } from '../elision.ts';
import { fr } from '../plural.ts';

type Change = StateChange['change'];
type Undecryptable = Extract<MessageItem['content'], { kind: 'undecryptable' }>['reason'];
type Failure = NonNullable<MessageItem['failure']>;

/** Who, to whom, new and old value, in this order; all safe to show. */
export type ChangeWords = (change: { actor: string; target: string; value: string; previous: string }) => string;

const joinRules: Record<string, string> = {
  public: 'ouvert à tous',
  invite: 'sur invitation seulement',
  knock: 'sur demande ou invitation',
  restricted: 'réservé aux membres de certains espaces',
  knock_restricted: 'sur demande, ou réservé aux membres de certains espaces',
  private: 'privé',
};
const histories: Record<string, string> = {
  shared: 'tous les membres, y compris pour les messages précédant leur arrivée',
  invited: 'les membres, à partir de leur invitation',
  joined: 'les membres, à partir de leur arrivée',
  world_readable: 'tout le monde',
};
const because = (reason: string): string => (reason ? ` (motif : ${reason})` : '');

const changes: Record<Change, ChangeWords> = {
  'room-created': ({ actor }) => `${actor} a créé le salon`,
  'room-name': ({ actor, value }) => `${actor} a renommé le salon « ${value} »`,
  'room-name-removed': ({ actor }) => `${actor} a retiré le nom du salon`,
  'room-topic': ({ actor, value }) => `${actor} a changé le sujet du salon : ${value}`,
  'room-topic-removed': ({ actor }) => `${actor} a retiré le sujet du salon`,
  'room-avatar': ({ actor }) => `${actor} a changé l’image du salon`,
  'room-encryption': ({ actor }) => `${actor} a activé le chiffrement de bout en bout`,
  'room-join-rules': ({ actor, value }) => `${actor} a changé l’accès au salon${joinRules[value] ? ` : ${joinRules[value]}` : ''}`,
  'room-history-visibility': ({ actor, value }) =>
    `${actor} a changé qui peut lire l’historique${histories[value] ? ` : ${histories[value]}` : ''}`,
  'room-guest-access': ({ actor, value }) =>
    value === 'can_join' ? `${actor} a autorisé les visiteurs sans compte` : `${actor} a fermé l’accès aux visiteurs sans compte`,
  'room-power-levels': ({ actor }) => `${actor} a modifié les rôles et les droits`,
  'room-pinned': ({ actor }) => `${actor} a modifié les messages épinglés`,
  'room-alias': ({ actor, value }) => (value ? `${actor} a changé l’adresse du salon : ${value}` : `${actor} a changé l’adresse du salon`),
  'room-upgraded': ({ actor }) => `${actor} a remplacé ce salon par une nouvelle version`,
  'room-server-acl': ({ actor }) => `${actor} a changé les serveurs autorisés dans le salon`,
  'room-access-rules': ({ actor, value }) =>
    value === 'unrestricted' ? `${actor} a ouvert le salon aux invités externes` : `${actor} a changé l’accès des invités externes`,
  'room-retention': ({ actor }) => `${actor} a changé la durée de conservation des messages`,
  'member-joined': ({ target }) => `${target} a rejoint le salon`,
  'member-left': ({ target }) => `${target} a quitté le salon`,
  'member-invited': ({ actor, target }) => `${actor} a invité ${target}`,
  'member-invite-accepted': ({ target }) => `${target} a accepté l’invitation`,
  'member-invite-refused': ({ target }) => `${target} a refusé l’invitation`,
  'member-invite-withdrawn': ({ actor, target }) => `${actor} a annulé l’invitation envoyée à ${target}`,
  'member-kicked': ({ actor, target, value }) => `${actor} a retiré ${target} du salon${because(value)}`,
  'member-banned': ({ actor, target, value }) => `${actor} a exclu ${target} du salon${because(value)}`,
  'member-unbanned': ({ actor, target }) => `${actor} a levé l’exclusion prononcée pour ${target}`,
  'member-knocked': ({ target, value }) => `${target} a demandé l’accès au salon${because(value)}`,
  'member-renamed': ({ target, value, previous }) =>
    previous && value ? `${previous} s’appelle désormais ${value}` : `${value || previous || target} a changé de nom`,
  'member-avatar': ({ target }) => `${target} a changé de photo de profil`,
  other: ({ actor }) => `${actor} a modifié les réglages du salon`,
};

const undecryptable: Record<Undecryptable, string> = {
  waiting: 'Clé en attente : le message s’affichera dès qu’elle arrivera.',
  'before-join': 'Ce message a été envoyé avant votre arrivée ; sa clé ne vous a pas été transmise.',
  'history-not-shared': 'La personne qui vous a invité n’a pas pu partager les messages antérieurs.',
  withheld: 'L’appareil de cette personne n’a pas pu transmettre la clé de ce message à cet appareil.',
  'withheld-unverified': 'Cette personne n’écrit qu’aux appareils vérifiés ; elle n’a pas transmis la clé de ce message à celui-ci.',
  'withheld-blocked': 'Cette personne a exclu cet appareil de ses messages.',
  'withheld-unauthorised': 'Cette personne n’a pas donné à cet appareil le droit de lire ce message.',
  'unknown-device': 'Masqué : ce message vient d’un appareil inconnu ou supprimé.',
  'unsigned-device': 'Masqué : ce message vient d’un appareil que sa propriétaire ou son propriétaire n’a pas vérifié.',
  'identity-changed': 'Masqué : l’identité de cette personne a changé depuis que vous l’avez vérifiée.',
  'mismatched-sender': 'Masqué : l’expéditeur affiché n’est pas celui qui a chiffré ce message.',
  malformed: 'Ce message est abîmé et ne peut pas être lu.',
  other: 'Ce message ne peut pas être déchiffré sur cet appareil.',
};

const failures: Record<Failure, string> = {
  network: 'Non envoyé : le serveur ne répond pas.',
  'rate-limited': 'Non envoyé : trop de messages en peu de temps.',
  forbidden: 'Non envoyé : vous n’avez pas le droit d’écrire ici.',
  'too-large': 'Non envoyé : le message est trop volumineux.',
  crypto: 'Non envoyé : le chiffrement n’a pas abouti.',
  suspended: 'Non envoyé : votre compte est suspendu.',
  'identity-changed': 'Non envoyé : l’identité d’une personne que vous aviez vérifiée a changé.',
  'device-unverified': 'Non envoyé : cet appareil n’est pas vérifié.',
  server: 'Non envoyé : le serveur l’a refusé.',
  media: 'Non envoyé : le fichier n’a pas pu être transmis.',
};

const shields: Record<Shield['reason'], string> = {
  'unverified-identity': 'L’identité de cette personne n’est pas vérifiée.',
  'unsigned-device':
    'Envoyé depuis un appareil que cette personne n’a pas vérifié. En cas de doute, demandez-lui par un autre moyen si le message vient d’elle.',
  'unknown-device': 'Envoyé depuis un appareil inconnu ou supprimé. En cas de doute, demandez confirmation par un autre moyen.',
  'authenticity-not-guaranteed':
    'La provenance de ce message ne peut pas être garantie sur cet appareil : sa clé vient d’une sauvegarde ou d’un autre appareil.',
  'sent-in-clear': 'Ce message n’est pas chiffré alors que la conversation l’est. N’y répondez pas avec des informations sensibles.',
  'verification-violation':
    'L’identité de cette personne a changé depuis que vous l’avez vérifiée. Vérifiez-la à nouveau avant de vous y fier.',
  'mismatched-sender': 'L’expéditeur affiché n’est pas celui qui a chiffré ce message. Ne vous y fiez pas et signalez-le.',
  unknown: 'La provenance de ce message ne peut pas être confirmée. En cas de doute, demandez confirmation par un autre moyen.',
};

export const timeline = {
  label: (room: string) => `Messages de ${room}`,
  empty: 'Aucun message pour le moment',
  emptyText: 'Écrivez le premier : il apparaîtra ici.',
  newMessages: 'Nouveaux messages',
  start: (room: string) => `Début de « ${room} »`,
  startEncrypted: 'Les messages de cette conversation sont chiffrés de bout en bout : seuls ses membres peuvent les lire.',
  startClear: 'Les messages de cette conversation ne sont pas chiffrés de bout en bout.',
  gap: 'Des messages manquent ici ; ils se chargent.',
  loadingOlder: 'Chargement des messages précédents…',
  historyOffline: 'Les messages plus anciens ne sont pas encore sur ce poste et le serveur ne répond pas.',
  historyFailed: 'Les messages plus anciens n’ont pas pu être chargés.',
  jump: 'Aller aux derniers messages',
  below: (count: number) => fr(count, { one: '# message plus bas', other: '# messages plus bas' }),
  arrived: (sender: string, time: string, text: string) => `${sender}, ${time} : ${text}`,
  arrivedMany: (count: number) => fr(count, { one: '# nouveau message', other: '# nouveaux messages' }),
  readOn: 'Lire la suite',
  edited: 'modifié',
  redacted: 'Message supprimé',
  redactedBy: (name: string) => `Message supprimé par ${name}`,
  reason: (reason: string) => `Motif : ${reason}`,
  unsupported: 'Ce message est d’un type que cette version n’affiche pas encore.',
  replyTo: (name: string) => `En réponse à ${name}`,
  replyUnknown: 'un message plus ancien',
  showOriginal: 'Aller au message d’origine',
  mentioned: 'Ce message vous mentionne',
  actions: 'Actions sur le message',
  react: 'Réagir',
  reactWith: (key: string) => `Réagir avec ${key}`,
  reply: 'Répondre',
  edit: 'Modifier',
  copy: 'Copier le texte',
  copied: 'Texte copié',
  remove: 'Supprimer',
  reactions: 'Réactions',
  reacted: (names: string, others: number, key: string) =>
    others > 0 ? `${names} ${fr(others, { one: 'et # autre personne', other: 'et # autres personnes' })} : ${key}` : `${names} : ${key}`,
  status: { queued: 'En attente du réseau', sending: 'Envoi en cours', sent: 'Envoyé' },
  readBy: (names: string, others: number) =>
    others > 0 ? `Lu par ${names} ${fr(others, { one: 'et # autre personne', other: 'et # autres personnes' })}` : `Lu par ${names}`,
  fileTooLarge: (size: string, limit: string) => `Non envoyé : ce fichier (${size}) dépasse la limite du serveur (${limit}).`,
  fileRefused: (size: string) => `Non envoyé : le serveur refuse un fichier de cette taille (${size}).`,
  retrySend: 'Renvoyer',
  discard: 'Supprimer',
  uploading: (percent: number, sent: string, total: string) => `Envoi : ${percent} % (${sent} sur ${total})`,
  cancelUpload: 'Annuler l’envoi',
  failures,
  shields,
  undecryptable,
  changes,
  image: (name: string) => `Image ${name}`,
  openImage: (name: string) => `Agrandir l’image ${name}`,
  antivirus: {
    scanning: 'Analyse antivirus en cours…',
    clean: 'Vérifié par l’antivirus',
    unsafe: 'Contenu bloqué : l’antivirus a trouvé une menace dans ce fichier.',
    'forbidden-type': 'Contenu bloqué : votre administration n’autorise pas ce type de fichier.',
    failed: 'L’antivirus n’a pas pu analyser ce fichier.',
  },
  spoiler: (reason: string) => (reason === '' ? 'Texte masqué' : `Texte masqué : ${reason}`),
  imageFailed: 'L’image n’a pas pu être affichée.',
  mediaMissing: 'Ce fichier n’est plus disponible.',
  video: (name: string) => `Vidéo ${name}`,
  audio: (name: string) => `Son ${name}`,
  voice: 'Message vocal',
  player: {
    play: (name: string) => `Écouter : ${name}`,
    pause: (name: string) => `Mettre en pause : ${name}`,
    position: 'Position',
    at: (position: string, length: string) => `${position} sur ${length}`,
    speed: (speed: string) => `Vitesse : ${speed}`,
    changeSpeed: 'Changer la vitesse',
    times: (speed: string) => `${speed}×`,
  },
  voiceOf: (name: string) => `message vocal ${de(name)}`,
  file: (name: string) => `Fichier ${name}`,
  save: 'Enregistrer',
  open: 'Ouvrir avec une autre application',
  openFile: (name: string) => `Ouvrir ${name} avec une autre application`,
  playAgain: (name: string) => `Réessayer de lire ${name}`,
  saveFile: (name: string) => `Enregistrer ${name}`,
  saved: (name: string) => `« ${name} » enregistré`,
  unknownSize: 'taille inconnue',
  viewer: {
    title: 'Image',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    fit: 'Ajuster à la fenêtre',
    close: 'Fermer l’image',
    older: 'Image précédente',
    newer: 'Image suivante',
    place: (at: number, count: number) => `Image ${at} sur ${count}`,
    hint: 'Touches + et − pour agrandir et réduire, 0 pour ajuster, flèches pour l’image précédente ou suivante, Échap pour fermer',
  },
  typing: (names: string[], others: number) => {
    if (others > 0) return `${names.join(', ')} ${fr(others, { one: 'et # autre personne', other: 'et # autres personnes' })} écrivent…`;
    return names.length === 1 ? `${names[0]} écrit…` : `${names.slice(0, -1).join(', ')} et ${names.at(-1)} écrivent…`;
  },
};
