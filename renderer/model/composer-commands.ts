import type { RoomSummary, UserId } from '../../preload/contract/index.ts';
import { joined, normalised, plainDocument, written, type Block, type Document, type Inline, type Mark } from '../text/index.ts';

/** Commands of the composer. Their French names and what they do are words of the page (`composer.commands`). */
export const commandNames = [
  'me',
  'plain',
  'spoiler',
  'code',
  'shrug',
  'visio',
  'invite',
  'kick',
  'ban',
  'unban',
  'topic',
  'name',
  'nick',
  'leave',
  'help',
] as const;
export type CommandName = (typeof commandNames)[number];

/** Other names that are understood, in both languages at once. */
const aliases: Record<string, CommandName> = {
  moi: 'me',
  brut: 'plain',
  masquer: 'spoiler',
  inviter: 'invite',
  retirer: 'kick',
  remove: 'kick',
  exclure: 'ban',
  bannir: 'ban',
  débannir: 'unban',
  sujet: 'topic',
  nom: 'name',
  roomname: 'name',
  surnom: 'nick',
  myroomnick: 'nick',
  quitter: 'leave',
  part: 'leave',
  aide: 'help',
  bof: 'shrug',
  visioconférence: 'visio',
  call: 'visio',
};

/** Commands that need a right which members may lack, by the field of the room that tells it; what the server refuses is told. */
const rights: { [name in CommandName]?: 'canInvite' | 'canKick' } = {
  invite: 'canInvite',
  kick: 'canKick',
  ban: 'canKick',
  unban: 'canKick',
};

/** Whether a command is offered in a room. */
export function mayCommand(room: Pick<RoomSummary, 'canInvite' | 'canKick'>, name: CommandName): boolean {
  const right = rights[name];
  return right === undefined || room[right];
}

export type Command = { name: CommandName; rest: Document };
/** What a line that begins with `/` asks for. `text`: nothing, it is words. */
export type Asked = { kind: 'command'; command: Command } | { kind: 'unknown'; word: string } | { kind: 'text'; document: Document };

const firstText = ({ content: [first] }: Document): string => {
  const inline = first?.type === 'paragraph' ? first.content?.[0] : undefined;
  return inline?.type === 'text' && !inline.marks?.length ? inline.text : '';
};

/** The document without the first `count` characters. */
function without(document: Document, count: number): Document {
  const [first, ...others] = document.content;
  if (first?.type !== 'paragraph') return document;
  const [head, ...tail] = first.content ?? [];
  const cut: Inline[] = head?.type === 'text' ? [{ ...head, text: head.text.slice(count) }, ...tail] : (first.content ?? []);
  const content = joined(cut);
  return { type: 'doc', content: [content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content }, ...others] };
}

const isName = (word: string): word is CommandName => (commandNames as readonly string[]).includes(word);

/** `//` writes a line that begins with `/`; `/etc/hosts` is a path, not a command. */
export function askedOf(document: Document): Asked {
  const text = firstText(document);
  if (text.startsWith('//')) return { kind: 'text', document: without(document, 1) };
  const [whole, word] = /^\/([\p{L}-]+)(?: +|$)/u.exec(text) ?? [];
  if (whole === undefined || word === undefined) return { kind: 'text', document };
  const lower = word.toLocaleLowerCase('fr');
  const name = isName(lower) ? lower : aliases[lower];
  if (name === undefined) return { kind: 'unknown', word };
  return { kind: 'command', command: { name, rest: without(document, whole.length) } };
}

const withMark = (block: Block, mark: Mark): Block =>
  block.type === 'paragraph'
    ? { ...block, content: (block.content ?? []).map((one) => ({ ...one, marks: [mark, ...(one.marks ?? [])] })) }
    : block;

/** All of it behind a cover. */
export const spoilered = ({ content }: Document): Document =>
  normalised({ type: 'doc', content: content.map((block) => withMark(block, { type: 'spoiler', attrs: { reason: '' } })) });

/** All of it as one block of code. */
export const asCode = (document: Document): Document => {
  const text = written(document).body;
  return text === ''
    ? document
    : { type: 'doc', content: [{ type: 'code_block', attrs: { language: '' }, content: [{ type: 'text', text }] }] };
};

export const shrugged = (document: Document): Document => {
  const said = written(document).body;
  return plainDocument(`${said}${said === '' ? '' : ' '}¯\\_(ツ)_/¯`);
};

const letters = 'abcdefghijklmnopqrstuvwxyz';
/** Bytes from here on would make some letters likelier than others. */
const fair = 256 - (256 % letters.length);

function randomLetters(count: number): string {
  let made = '';
  while (made.length < count)
    for (const byte of crypto.getRandomValues(new Uint8Array(count))) if (byte < fair) made += letters[byte % letters.length] ?? '';
  return made.slice(0, count);
}

/** A video meeting that nobody can guess, `…/abc-defg-hij`, after what was written about it. */
export function withMeeting(document: Document, base: string): Document {
  const address = `${base}/${[3, 4, 3].map(randomLetters).join('-')}`;
  const said = written(document).body;
  return plainDocument(said === '' ? address : `${said}\n${address}`);
}

const isUserId = (word: string): word is UserId => /^@[^:\s]*:\S+$/u.test(word);

/** Who is named: mentions, and user ids that were typed. */
export function namedIn(document: Document): UserId[] {
  const { body, mentions } = written(document);
  return [...new Set([...mentions.userIds, ...body.split(/\s+/u).filter(isUserId)])];
}

/** What is said beside the names. */
export function reasonIn({ content: [first, ...others] }: Document): string {
  const nameless =
    first?.type === 'paragraph' ? { ...first, content: joined((first.content ?? []).filter(({ type }) => type === 'text')) } : first;
  const { body } = written({ type: 'doc', content: nameless ? [nameless, ...others] : others });
  return body
    .split(/\s+/u)
    .filter((word) => word !== '' && !isUserId(word))
    .join(' ');
}
