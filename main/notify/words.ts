import type { RoomPreview } from '../../preload/contract/index.ts';
import type { RoomRecord } from '../records/index.ts';

export type Language = 'fr' | 'en';

/** The few sentences that main says by itself. Both languages are whole: a missing one does not compile. */
export interface Words {
  newMessage: string;
  newMessages: (count: number) => string;
  newInvitation: string;
  inRoom: (sender: string, room: string) => string;
  invites: (who: string) => string;
  others: (count: number) => string;
  emptyRoom: string;
  labelled: (kind: string, text: string) => string;
  lasting: (kind: string, length: string) => string;
  reply: string;
  trial: string;
  markRead: string;
  notSent: string;
  notSentText: (text: string) => string;
  kinds: { [K in Exclude<RoomPreview['kind'], 'text' | 'emote' | 'notice' | 'other'>]: string };
}

export const words: { [L in Language]: Words } = {
  fr: {
    newMessage: 'Nouveau message',
    newInvitation: 'Nouvelle invitation',
    newMessages: (count) => `${count} nouveaux messages`,
    inRoom: (sender, room) => `${sender} (${room})`,
    invites: (who) => `${who} vous invite`,
    others: (count) => (count === 1 ? 'et 1 autre' : `et ${count} autres`),
    emptyRoom: 'Salon vide',
    labelled: (kind, text) => `${kind}\u00A0: ${text}`,
    lasting: (kind, length) => `${kind}, ${length}`,
    reply: 'Répondre',
    trial: 'Ceci est un essai\u00A0: les notifications s’affichent sur ce poste.',
    markRead: 'Marquer comme lu',
    notSent: 'Réponse non envoyée',
    notSentText: (text) => `Ouvrez la conversation pour l’envoyer à nouveau\u00A0: ${text}`,
    kinds: {
      image: 'Image',
      video: 'Vidéo',
      sticker: 'Autocollant',
      audio: 'Son',
      voice: 'Message vocal',
      code: 'Code',
      file: 'Fichier',
      location: 'Position',
      poll: 'Sondage',
      redacted: 'Message supprimé',
      undecryptable: 'Message chiffré',
      state: 'Changement dans le salon',
    },
  },
  en: {
    newMessage: 'New message',
    newInvitation: 'New invitation',
    newMessages: (count) => `${count} new messages`,
    inRoom: (sender, room) => `${sender} (${room})`,
    invites: (who) => `${who} has invited you`,
    others: (count) => (count === 1 ? 'and 1 other' : `and ${count} others`),
    emptyRoom: 'Empty room',
    labelled: (kind, text) => `${kind}: ${text}`,
    lasting: (kind, length) => `${kind}, ${length}`,
    reply: 'Reply',
    trial: 'This is a test: notifications are shown on this computer.',
    markRead: 'Mark as read',
    notSent: 'Reply not sent',
    notSentText: (text) => `Open the conversation to send it again: ${text}`,
    kinds: {
      image: 'Image',
      video: 'Video',
      sticker: 'Sticker',
      audio: 'Audio',
      voice: 'Voice message',
      code: 'Code',
      file: 'File',
      location: 'Location',
      poll: 'Poll',
      redacted: 'Deleted message',
      undecryptable: 'Encrypted message',
      state: 'Change in the room',
    },
  },
};

/** The name of a room in words. */
export function roomName(room: RoomRecord, { others, emptyRoom }: Words): string {
  if (room.name !== null && room.name.trim() !== '') return oneLine(room.name, 80);
  const heroes = room.heroes.slice(0, 3).map((hero) => oneLine(hero.name ?? '', 40) || hero.userId);
  if (heroes.length === 0) return emptyRoom;
  const more = room.joinedCount + room.invitedCount - 1 - heroes.length;
  return heroes.join(', ') + (more > 0 ? ` ${others(more)}` : '');
}

/** Text of others for a place of one line: nothing that turns or hides text, cut with an ellipsis. */
export function oneLine(text: string, limit: number): string {
  const line = text
    .slice(0, limit * 4)
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
    .trim();
  const characters = [...line];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : line;
}
