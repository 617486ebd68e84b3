import { brand } from '../../build/brand/index.ts';
import type {
  AccountId,
  AccountView,
  Member,
  RoomKind,
  RoomSummary,
  Settings,
  TimelineItem,
  UserId,
} from '../../preload/contract/index.ts';
import { messageItem, roomSummary } from './items.ts';

/** What an agent of a prefecture sees on a working day: rooms, people and a conversation, for stories about the page alone. */
export const accountId = 'marie' as AccountId;
export const me = '@marie.laurent-dinum.gouv.fr:agent.dinum.example' as UserId;

const minute = 60_000;
const hour = 60 * minute;

export const account = (change: Partial<AccountView> = {}): AccountView => ({
  accountId,
  userId: me,
  homeserver: 'https://matrix.agent.dinum.example',
  deviceId: 'QXHTRWPLZA',
  displayName: 'Marie Laurent [DINUM]',
  avatar: null,
  status: 'ready',
  connection: 'online',
  contentScanner: false,
  guest: false,
  features: [],
  suspended: false,
  move: null,
  signIn: 'password',
  lastSyncAt: Date.now() - 2 * minute,
  problem: null,
  ...change,
});

export const info = {
  name: 'Tchap',
  version: '0.1.0',
  platform: 'linux',
  locale: 'fr-FR',
  homeserver: null,
  help: brand.help,
  services: brand.services,
};

export const settings = (change: Partial<Settings> = {}): Settings & { id: number } => ({
  id: 1,
  language: 'fr',
  theme: 'light',
  notifications: true,
  notificationContent: 'full',
  notificationHours: { limited: false, days: [1, 2, 3, 4, 5], from: 480, to: 1140 },
  sendReceipts: true,
  sendTyping: true,
  closeToTray: true,
  excludeUnsignedDevices: false,
  spelling: null,
  ...change,
});

type Sketch = Omit<Partial<RoomSummary>, 'preview'> & {
  name: string;
  kind: RoomKind;
  agoMs: number;
  by?: string;
  say?: string;
  own?: boolean;
};

/** A room from what makes it different from any other. */
export function room(sketch: Sketch): RoomSummary {
  const { name, agoMs, by = '', say = '', own = false, ...rest } = sketch;
  const encrypted = !['forum', 'private-unencrypted', 'external-unencrypted'].includes(sketch.kind);
  const direct = sketch.kind === 'direct';
  return roomSummary(`!${name.replaceAll(/\W/gu, '')}:agent.dinum.example`, name, {
    title: { text: direct ? null : name, heroes: [name], others: 0 },
    encrypted,
    openByLink: sketch.kind === 'forum',
    directUserId: direct ? (`@${name.toLowerCase().replaceAll(' ', '.')}:agent.dinum.example` as UserId) : null,
    memberCount: direct ? 2 : 12,
    preview: say ? { senderName: by, own, kind: 'text', text: say } : null,
    activityAt: Date.now() - agoMs,
    ...rest,
  });
}

export const rooms = (): RoomSummary[] => [
  room({
    name: 'Comité de suivi',
    kind: 'external',
    agoMs: 20 * minute,
    membership: 'invite',
    inviter: { userId: '@yann.le.goff:x.example' as UserId, name: 'Yann Le Goff [Préfecture 29]' },
  }),
  room({
    name: 'Cellule de crise inondations',
    kind: 'private',
    agoMs: 5 * minute,
    by: 'Claire Dubois [Préfecture 35]',
    say: 'le point de 14 h est maintenu',
    unread: 5,
    mentions: 2,
    favourite: true,
    memberCount: 23,
    topic: 'Point de situation toutes les deux heures',
  }),
  room({
    name: 'Paul Bernard',
    kind: 'direct',
    agoMs: 18 * minute,
    by: 'Paul Bernard',
    say: 'Je vous envoie la note tout de suite.',
    unread: 1,
    favourite: true,
  }),
  room({ name: 'Marché national 2027', kind: 'external', agoMs: 100 * minute, own: true, by: 'Marie Laurent', say: 'd’accord pour jeudi' }),
  room({
    name: 'Accessibilité numérique',
    kind: 'forum',
    agoMs: 3 * hour,
    by: 'Inès',
    say: 'Sondage : date de l’atelier',
    unread: 7,
    memberCount: 1240,
  }),
  room({ name: 'Samia Haddad', kind: 'direct', agoMs: 26 * hour, by: 'Samia Haddad', say: 'Merci, à demain !' }),
  room({
    name: 'Référents RH Bretagne',
    kind: 'private',
    agoMs: 27 * hour,
    by: 'Yann',
    say: 'Le tableau est à jour',
    unread: 128,
    muted: true,
    mode: 'mute',
  }),
  room({
    name: 'Bureau des offres',
    kind: 'private',
    agoMs: 4 * 24 * hour,
    draft: 'je propose de décaler la réunion',
    by: 'Léa',
    say: 'Qui relit ?',
  }),
  room({
    name: 'Astreinte informatique',
    kind: 'private-unencrypted',
    agoMs: 5 * 24 * hour,
    by: 'Robot',
    say: 'Sauvegarde terminée',
    failedSends: 1,
  }),
  ...Array.from({ length: 40 }, (_, at) =>
    room({
      name: `Groupe de travail ${at + 1}`,
      kind: at % 5 === 0 ? 'external' : 'private',
      agoMs: (10 + at) * 24 * hour,
      by: 'Camille Moreau',
      say: 'Compte rendu déposé dans le dossier partagé',
    }),
  ),
  room({ name: 'Covoiturage', kind: 'forum', agoMs: 90 * 24 * hour, lowPriority: true, by: 'Hugo', say: 'Deux places pour Rennes' }),
];

const person = (name: string, change: Partial<Member> = {}): Member => ({
  userId: `@${name
    .toLowerCase()
    .replace(/ \[.*$/u, '')
    .replaceAll(/[^a-z]/gu, '.')}:agent.example` as UserId,
  name,
  caution: null,
  origin: null,
  avatar: null,
  membership: 'join',
  power: 0,
  role: 'member',
  ...change,
});

export const members = (): Member[] => [
  person('Claire Dubois [Préfecture 35]', { role: 'admin', power: 100 }),
  person('Yann Le Goff [Préfecture 29]', { role: 'moderator', power: 50 }),
  person('Marie Laurent [DINUM]', { userId: me }),
  person('Paul Bernard [DDTM]'),
  person('Léa Kermarrec [Croix-Rouge]'),
  person('Samia Haddad [SDIS 35]'),
  ...Array.from({ length: 40 }, (_, at) => person(`Agent Numéro ${String.fromCharCode(97 + (at % 26))}${at}`)),
  person('Hugo Petit [ARS]', { membership: 'invite' }),
];

const said = (at: number, name: string, body: string): TimelineItem =>
  messageItem(`m${at}`, {
    sender: { userId: `@${name.split(' ')[0]?.toLowerCase()}:agent.example` as UserId, name, avatar: null },
    own: name.startsWith('Marie'),
    sentAt: Date.now() - (60 - at) * minute,
    content: { kind: 'text', style: 'text', body, html: null },
  });

export const conversation = (): TimelineItem[] => [
  { type: 'day', id: 'day', day: Date.now() },
  said(
    1,
    'Claire Dubois [Préfecture 35]',
    'Bonjour à tous, la Vilaine est à 4,10 m à Redon, en hausse lente. Les écoles de la rive droite restent fermées demain.',
  ),
  said(10, 'Marie Laurent [DINUM]', 'Merci Claire. Le serveur cartographique tient la charge.'),
  { type: 'unread', id: 'unread' },
  said(50, 'Paul Bernard [DDTM]', 'Qui peut prévenir les maires avant 15 h ? Le modèle de courrier est épinglé.'),
  said(55, 'Claire Dubois [Préfecture 35]', 'Le point de 14 h est maintenu, lien dans la description.'),
];
