import type { EventId, MediaUrl, MessageItem, RoomSummary, TimelineItem, UserId } from '../../../../preload/contract/index.ts';
import { messageItem, roomSummary } from '../../../page/items.ts';

/** A fixed afternoon, so that every run draws the same. */
export const now = Date.now();
const names: Record<string, string> = {
  claire: 'Claire Dubois [Préfecture 35]',
  paul: 'Paul Bernard [DDTM]',
  samia: 'Samia Haddad [SDIS 35]',
  marie: 'Marie Laurent [DINUM]',
};
const phrases = [
  'Bonjour à tous, la Vilaine est à 4,10 m à Redon, en hausse lente.',
  'Les écoles de la rive droite restent fermées demain. Les transports scolaires sont suspendus à Redon, Saint-Nicolas-de-Redon et Sainte-Marie jusqu’à nouvel ordre.',
  'Bien reçu, merci.',
  'Le point de 13 h est en ligne : https://www.ille-et-vilaine.gouv.fr/point-13h',
  'Réunion à 14 h 30 en salle de crise.\n1. hébergements\n2. routes coupées\n3. communication',
];
let made = 0;

export function message(who: keyof typeof names, at: number, extra: Partial<MessageItem> = {}): MessageItem {
  made += 1;
  return messageItem(`m${made}`, {
    sender: { userId: `@${who}:agent.fr` as UserId, name: names[who] ?? '', avatar: null },
    own: who === 'marie',
    sentAt: at,
    content: { kind: 'text', style: 'text', body: phrases[made % phrases.length] ?? '', html: null },
    ...extra,
  });
}

export const text = (body: string, html: string | null = null): MessageItem['content'] => ({ kind: 'text', style: 'text', body, html });
export const image = (name: 'wide' | 'tall', width: number, height: number): MessageItem['content'] => ({
  kind: 'image',
  name: `${name}.svg`,
  mimetype: 'image/svg+xml',
  size: 1000,
  url: `media:${name}?${made}` as MediaUrl,
  caption: '',
  width,
  height,
  thumbnail: null,
  blurhash: null,
});

/** `count` messages that end at `until`, with pictures and state changes among them. */
export function history(count: number, until: number): TimelineItem[] {
  const people = Object.keys(names);
  return Array.from({ length: count }, (_, at): TimelineItem => {
    const sentAt = until - (count - at) * 60_000;
    if (at % 23 === 11) {
      const who = names[people[at % 4] ?? ''] ?? '';
      made += 1;
      const change = { change: 'member-joined', actor: who, target: who, value: '', previous: '' } as const;
      return { type: 'state', id: `s${made}`, eventId: `$s${made}` as EventId, sentAt, ...change };
    }
    const picture = at % 17 === 5 ? { content: at % 2 ? image('wide', 1600, 900) : image('tall', 900, 1400) } : {};
    return message(people[(at * 3) % 4] ?? 'claire', sentAt, picture);
  });
}

export const room = (roomId: string, name: string, extra: Partial<RoomSummary> = {}): RoomSummary =>
  roomSummary(roomId, name, { activityAt: now, ...extra });
