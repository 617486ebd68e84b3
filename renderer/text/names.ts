import type { Excerpt, Origin, RoomKind, RoomPreview, RoomSummary, RoomTitle } from '../../preload/contract/index.ts';
import { t } from './language.svelte.ts';
import { oneLine } from './plain.ts';
import { splitOrganisation } from './sanitise/index.ts';

/** Display name of a person, safe to show and without the organisation that Tchap adds; never empty. */
export const personName = (name: string): string => oneLine(splitOrganisation(name).name, 100) || t().common.unnamedPerson;

/** The organisation in a display name of Tchap, « Marie Laurent [DINUM] »; empty without one. */
export const organisationOf = (name: string): string => splitOrganisation(name).organisation ?? '';

/** Where a person comes from, as it stands beside the name. */
export const originLabel = ({ kind, label }: Origin): string => (kind === 'external' ? t().people.guest : oneLine(label, 60));

/** The networks that a room is joined to, « Slack, IRC »; empty without any. */
export const networksOf = (bridges: RoomSummary['bridges']): string =>
  [...new Set(bridges.map(({ network }) => oneLine(network, 40)))].join(', ');

/** Name of a room in words: its own, else who is in it. Never empty. */
export function roomName(title: RoomTitle): string {
  const given = oneLine(title.text ?? '', 255);
  if (given) return given;
  const heroes = title.heroes.map((name) => personName(name));
  if (heroes.length === 0) return t().rooms.empty;
  if (title.others > 0) return t().rooms.names(heroes.join(', '), title.others);
  const last = heroes.at(-1) ?? '';
  return heroes.length === 1 ? last : heroes.slice(0, -1).join(', ') + t().common.and + last;
}

/** What is told of a message in one line. */
export function excerptText(excerpt: Excerpt): string {
  const { preview: words, lasting } = t().rooms;
  const text = oneLine(excerpt.text, 200);
  const { kind } = excerpt;
  if (kind === 'text' || kind === 'notice' || kind === 'emote') return text || words.other;
  if (text === '') return words[kind];
  if (kind === 'other' || kind === 'code') return text;
  return kind === 'voice' ? lasting(words.voice, text) : t().common.labelled(words[kind], text);
}

/** The last thing of a room in words. A direct message does not repeat who wrote. */
export function previewLine(preview: RoomPreview, kind: RoomKind): string {
  const text = excerptText(preview);
  if (preview.kind === 'state') return text;
  if (preview.kind === 'emote') return `${personName(preview.senderName)} ${text}`;
  if (preview.own) return t().rooms.own(text);
  return kind === 'direct' ? text : t().rooms.by(personName(preview.senderName), text);
}

/** One or two letters that stand for a name: those of the first and last word; figures only where there are no letters. */
export function initials(name: string): string {
  const all = personName(name)
    .split(/[\s'’_.-]+/u)
    .map((word) => [...word.replace(/[^\p{L}\p{N}]/gu, '')][0] ?? '')
    .filter(Boolean);
  const words = all.some((letter) => /\p{L}/u.test(letter)) ? all.filter((letter) => /\p{L}/u.test(letter)) : all;
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return (first + last).toLocaleUpperCase() || '#';
}

/** The name of a server as agents know it, from its base URL. */
export const hostOf = (baseUrl: string): string => baseUrl.replace(/^https:\/\/(?:matrix\.)?/u, '');
