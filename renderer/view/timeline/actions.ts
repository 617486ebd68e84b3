import { createContext } from 'svelte';
import type { MessageCalls, Selection } from '../../model/index.ts';
import { linkify, linkTarget } from '../../text/index.ts';
import type { EventId, FeedMeta, MediaUrl, MessageItem, MessageRef, RoomSummary } from '../../../preload/contract/index.ts';
import type { Scan } from '../../model/index.ts';
import { pollText } from './poll.ts';

/** A dialog about messages. */
export type MessageDialog =
  | { name: 'date'; from: number }
  | { name: 'remove' | 'forward'; items: readonly MessageItem[] }
  | { name: 'source' | 'versions' | 'reactors' | 'report' | 'end-poll' | 'preview'; item: MessageItem };

/** What rows may ask of the conversation that holds them. */
export type Actions = {
  readonly room: RoomSummary;
  /** Whether the agent is in the room: of one that she is not in any more, messages are read and copied alone. */
  readonly present: boolean;
  readonly rights: FeedMeta<'timeline'>['rights'];
  readonly selection: Selection;
  /** Ids of rows that the agent has unfolded. */
  readonly opened: Set<string>;
  /** Unfolds a row downwards: what is seen stays in its place. */
  unfold: (id: string) => void;
  mediaSource: (url: MediaUrl) => string;
  canReact: () => boolean;
  reply: (item: MessageItem) => void;
  edit: (item: MessageItem) => void;
  react: (item: MessageItem, key: string) => void;
  /** Nothing takes a vote back. */
  vote: (item: MessageItem, answers: readonly string[]) => void;
  copy: (item: MessageItem) => void;
  /** Opens the thread that begins with a message, or begins one; null within a thread. */
  openThread: ((item: MessageItem) => void) | null;
  pin: (item: MessageItem, pinned: boolean) => void;
  /** Asks for a day to go to. */
  askDate: (from: number) => void;
  copyLink: (item: MessageItem) => void;
  show: (dialog: MessageDialog) => void;
  retry: (item: MessageItem) => void;
  discard: (item: MessageItem) => void;
  /** How far the file of a message is on its way to the server, in bytes. */
  progress: (item: MessageItem) => { sent: number; total: number } | null;
  save: (item: MessageItem) => void;
  /** With the program that the system has for it. */
  open: (item: MessageItem) => void;
  /** Out of the window. */
  drag: (item: MessageItem) => void;
  /** What the antivirus says of the file of a message; null where nothing is scanned. */
  scan: (item: MessageItem) => Scan | null;
  openImage: (item: MessageItem) => void;
  /** The voice message that is heard after this one, or null. */
  nextVoice: (item: MessageItem) => MessageItem | null;
  openLink: (url: string) => void;
  /** Rows whose link the agent wants to see a preview of, and how it is asked for. */
  readonly previewed: Set<string>;
  readonly calls: MessageCalls;
  preview: (item: MessageItem) => void;
  goTo: (message: MessageRef) => void;
};

/** Whether the agent may delete it for everybody: their own, or by power those of others. */
export const canRemove = (item: MessageItem, { present, rights }: Pick<Actions, 'present' | 'rights'>): boolean =>
  present && isLive(item) && (item.own || rights.redact);

export const [getActions, setActions] = createContext<Actions>();

/** Whether a message is one of the server, not one that waits here. */
export const isOnServer = (message: MessageRef): message is EventId => message.startsWith('$');

/** Whether others can be answered or reacted to: the server has the message and it still has a content. */
export const isLive = (item: MessageItem): boolean => item.eventId !== null && item.content.kind !== 'redacted';

/** The first address of the web in a message; null without one. */
export function firstLink({ content }: MessageItem): string | null {
  if (content.kind !== 'text') return null;
  for (const { href } of linkify(content.body)) {
    const target = href === null ? null : linkTarget(href);
    if (target?.kind === 'outside' && /^https?:/iu.test(target.url)) return target.url;
  }
  return null;
}

/** Whether the agent may end it: their own poll, or by power that of others. */
export const canEnd = (item: MessageItem, { present, rights }: Pick<Actions, 'present' | 'rights'>): boolean =>
  present && isLive(item) && item.poll !== null && !item.poll.ended && (item.own || rights.redact);

/** Whether it can be sent to another room: text and files that the server has. */
export const canForward = ({ eventId, content }: MessageItem): boolean =>
  eventId !== null && (content.kind === 'text' || ('url' in content && content.url !== null));

/** What « copier » copies, or null where there is nothing to. */
export const copyText = (item: MessageItem): string | null => {
  if (item.content.kind === 'text') return item.content.body;
  if (item.content.kind === 'poll') return pollText(item.content);
  return 'caption' in item.content && item.content.caption !== '' ? item.content.caption : null;
};
