import type { EventId, MessageRef, Outgoing } from '../../preload/contract/index.ts';
import { written, type Document } from '../text/index.ts';
import { asCode, shrugged, spoilered, type CommandName } from './composer-commands.ts';

/** The contract's limits, in characters. */
const longestBody = 60_000;
const longestHtml = 120_000;
const longestCaption = 10_000;
const longestCaptionHtml = 20_000;

export type Place = { replyTo: MessageRef | null; thread: { root: EventId; latest: EventId } | null };
export type Style = 'text' | 'emote';

const threadOf = ({ thread }: Place) => (thread === null ? {} : { thread });

/** Body, format and mentions; null where there is too much, or nothing. */
function fitting(document: Document, mostBody: number, mostHtml: number) {
  const { body, html, mentions } = written(document);
  return body.length > mostBody || (html !== null && html.length > mostHtml) || mentions.userIds.length > 200
    ? null
    : { body, html, mentions };
}

/** A message; null when it is too long. */
export function textMessage(document: Document, style: Style, place: Place): Outgoing | null {
  const fits = fitting(document, longestBody, longestHtml);
  return fits && { kind: 'text', style, ...fits, replyTo: place.replyTo, ...threadOf(place) };
}

/** The same words without their format. */
function plainMessage(document: Document, place: Place): Outgoing | null {
  const message = textMessage(document, 'text', place);
  return message?.kind === 'text' ? { ...message, html: null } : null;
}

const ofCommand: { [name in CommandName]?: (rest: Document, place: Place) => Outgoing | null } = {
  me: (rest, place) => textMessage(rest, 'emote', place),
  plain: plainMessage,
  spoiler: (rest, place) => textMessage(spoilered(rest), 'text', place),
  code: (rest, place) => textMessage(asCode(rest), 'text', place),
  shrug: (rest, place) => textMessage(shrugged(rest), 'text', place),
};

/** The message that a command makes of the words after it; null when it is too long, undefined where a command makes none. */
export const commandMessage = (name: CommandName, rest: Document, place: Place): Outgoing | null | undefined =>
  ofCommand[name]?.(rest, place);

export function editMessage(document: Document, target: MessageRef): Outgoing | null {
  const fits = fitting(document, longestBody, longestHtml);
  return fits && { kind: 'edit', target, ...fits };
}

/** What is written under a file; null when it is too long. */
export function captionOf(document: Document) {
  const fits = fitting(document, longestCaption, longestCaptionHtml);
  return fits && { caption: fits.body.trim() === '' ? '' : fits.body, captionHtml: fits.html, mentions: fits.mentions };
}
