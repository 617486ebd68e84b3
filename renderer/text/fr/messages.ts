import type { StateChange } from '../../../preload/contract/index.ts';
import { fr } from '../plural.ts';

type Change = StateChange['change'];

/** Changes of one kind; `who` is a name, or a number of people (`several`). */
const many: Partial<Record<Change, (who: string, several: boolean) => string>> = {
  'member-joined': (who, several) => `${who} ${several ? 'ont' : 'a'} rejoint le salon`,
  'member-left': (who, several) => `${who} ${several ? 'ont' : 'a'} quitté le salon`,
  'member-invited': (who, several) => `${who} ${several ? 'ont' : 'a'} reçu une invitation`,
  'member-invite-accepted': (who, several) => `${who} ${several ? 'ont' : 'a'} accepté l’invitation`,
  'member-invite-refused': (who, several) => `${who} ${several ? 'ont' : 'a'} refusé l’invitation`,
  'member-invite-withdrawn': (who) => `invitation annulée pour ${who}`,
  'member-kicked': (who) => `accès retiré à ${who}`,
  'member-banned': (who) => `exclusion décidée pour ${who}`,
  'member-unbanned': (who) => `exclusion levée pour ${who}`,
  'member-knocked': (who, several) => `${who} ${several ? 'ont' : 'a'} demandé l’accès au salon`,
  'member-renamed': (who, several) => `${who} ${several ? 'ont' : 'a'} changé de nom`,
  'member-avatar': (who, several) => `${who} ${several ? 'ont' : 'a'} changé de photo de profil`,
};

const degrees = (value: number): string => `${value.toLocaleString('fr-FR', { maximumFractionDigits: 5 })}°`;

/** What can be done with a message. */
export const messages = {
  more: 'Plus d’actions',
  copyLink: 'Copier le lien du message',
  linkCopied: 'Lien copié',
  select: 'Sélectionner',
  source: 'Voir la source',
  whoReacted: 'Qui a réagi',
  history: 'Historique des modifications',
  report: 'Signaler à la modération',
  forward: 'Transférer',
  forwarding: {
    title: (count: number) => fr(count, { one: 'Transférer le message', other: 'Transférer # messages' }),
    search: 'Rechercher une conversation',
    rooms: 'Conversations',
    found: (count: number) => fr(count, { one: '# conversation', other: '# conversations' }),
    none: 'Aucune conversation ne correspond.',
    clear: 'Cette conversation n’est pas chiffrée.',
    send: (count: number) => (count > 1 ? `Transférer à ${count} conversations` : 'Transférer'),
    sendAnyway: 'Transférer quand même',
    done: (count: number) => fr(count, { one: 'Message transféré', other: 'Message transféré à # conversations' }),
    risks: {
      clear: (room: string) => `« ${room} » n’est pas chiffré : le serveur pourra lire ce que vous y envoyez.`,
      forum: (room: string) => `« ${room} » est un forum : tous les agents peuvent y lire ce que vous envoyez.`,
      external: (room: string) => `« ${room} » est ouvert aux invités externes : ils liront ce que vous y envoyez.`,
    },
  },
  pinned: {
    title: 'Messages épinglés',
    pin: 'Épingler',
    unpin: 'Désépingler',
    done: 'Message épinglé',
    undone: 'Message désépinglé',
    go: 'Aller à ce message',
    gone: 'Ce message n’est pas disponible.',
    all: (count: number) => fr(count, { one: '# épinglé', other: '# épinglés' }),
    none: 'Aucun message épinglé',
    noneText: 'Les messages épinglés par les personnes qui administrent apparaissent ici pour tous les membres.',
  },
  unread: {
    jump: 'Aller au premier message non lu',
    dismiss: 'Masquer',
  },
  date: {
    title: 'Aller à une date',
    day: 'Jour',
    invalid: 'Choisissez un jour passé.',
    go: 'Aller à ce jour',
  },
  threads: {
    title: 'Fils de discussion',
    one: 'Fil de discussion',
    label: 'Messages du fil de discussion',
    reply: 'Répondre dans un fil',
    open: 'Ouvrir le fil de discussion',
    replies: (count: number) => fr(count, { one: '# réponse', other: '# réponses' }),
    unread: (count: number) => fr(count, { one: '# non lu', other: '# non lus' }),
    gone: 'Ce message n’est pas disponible.',
    none: 'Aucun fil de discussion',
    noneText: 'Répondez à un message dans un fil pour regrouper tout ce qui s’y rapporte.',
  },
  linkPreview: {
    show: 'Afficher l’aperçu du lien',
    title: 'Demander un aperçu à votre serveur ?',
    text: 'Votre serveur ira chercher cette page : il saura que cette adresse est dans la conversation chiffrée. Le reste du message ne lui est pas transmis.',
    confirm: 'Demander l’aperçu',
    loading: 'Votre serveur cherche cette page…',
    none: 'Votre serveur ne donne pas d’aperçu de cette adresse.',
  },
  location: {
    place: 'Position',
    own: 'Position partagée',
    line: (place: string) => (place === '' ? 'Position' : `Position : ${place}`),
    figures: (latitude: number, longitude: number) => `${degrees(latitude)} de latitude, ${degrees(longitude)} de longitude`,
    open: 'Ouvrir sur une carte',
  },
  changes: {
    show: 'Voir le détail',
    hide: 'Masquer le détail',
    people: (count: number) => fr(count, { one: '# personne', other: '# personnes' }),
    settings: (count: number) => fr(count, { one: '# changement de réglage', other: '# changements de réglages' }),
    many,
  },
  remove: {
    title: (count: number) => fr(count, { one: 'Supprimer ce message ?', other: 'Supprimer # messages ?' }),
    text: (count: number) =>
      fr(count, {
        one: 'Il disparaîtra pour tous les membres du salon. Cette action est définitive.',
        other: 'Ils disparaîtront pour tous les membres du salon. Cette action est définitive.',
      }),
    reason: 'Motif (facultatif)',
    reasonHint: 'Les membres du salon pourront le lire.',
  },
  selection: {
    label: 'Messages sélectionnés',
    count: (count: number) => fr(count, { one: '# message sélectionné', other: '# messages sélectionnés' }),
    choose: (message: string) => `Sélectionner : ${message}`,
    copy: 'Copier',
    copied: (count: number) => fr(count, { one: '# message copié', other: '# messages copiés' }),
    remove: 'Supprimer',
    end: 'Terminer la sélection',
    full: 'Vous ne pouvez pas sélectionner plus de messages à la fois.',
  },
  sources: {
    title: 'Source du message',
    text: 'À joindre à une demande d’assistance. La version déchiffrée contient le texte du message : ne la partagez qu’avec les personnes qui peuvent le lire.',
    raw: 'Reçue du serveur',
    clear: 'Déchiffrée',
    copy: 'Copier',
    copied: 'Source copiée',
  },
  versions: {
    title: 'Historique des modifications',
    original: 'Message d’origine',
    edit: (place: number) => `Modification ${place}`,
    current: 'version actuelle',
    none: 'Ce message ne peut pas être lu.',
    incomplete: 'Le serveur ne répond pas : seules les versions connues ici sont affichées.',
  },
  reactors: {
    title: 'Réactions',
    none: 'Personne n’a encore réagi à ce message.',
    incomplete: 'Le serveur ne répond pas : seules les réactions connues ici sont affichées.',
    key: (key: string, count: number) => `${key}, ${fr(count, { one: '# personne', other: '# personnes' })}`,
  },
  reporting: {
    title: 'Signaler ce message',
    text: 'Le signalement est transmis aux personnes qui modèrent votre serveur. Dans un salon chiffré, elles ne peuvent pas lire le message : décrivez ce qui pose problème.',
    reason: 'Que se passe-t-il ?',
    needed: 'Décrivez en quelques mots ce qui pose problème.',
    send: 'Signaler',
    done: 'Signalement transmis',
  },
};
