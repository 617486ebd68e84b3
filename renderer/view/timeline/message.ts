import type { EventId, MessageItem, MessageRef } from '../../../preload/contract/index.ts';
import { linkify, linkTarget } from '../../text/index.ts';
import type { Actions } from './actions.svelte.ts';
import { pollText } from './poll.ts';

/** Whether the agent may delete it for everybody: their own, or by power those of others. */
export const canRemove = (item: MessageItem, { present, rights }: Pick<Actions, 'present' | 'rights'>): boolean =>
  present && isLive(item) && (item.own || rights.redact);

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
