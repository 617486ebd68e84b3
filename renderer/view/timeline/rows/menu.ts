import CircleStop from '@lucide/svelte/icons/circle-stop';
import Ban from '@lucide/svelte/icons/ban';
import Eye from '@lucide/svelte/icons/eye';
import Copy from '@lucide/svelte/icons/copy';
import Download from '@lucide/svelte/icons/download';
import ExternalLink from '@lucide/svelte/icons/external-link';
import Flag from '@lucide/svelte/icons/flag';
import Forward from '@lucide/svelte/icons/forward';
import FileCode from '@lucide/svelte/icons/file-code-2';
import History from '@lucide/svelte/icons/history';
import Link from '@lucide/svelte/icons/link';
import ListChecks from '@lucide/svelte/icons/list-checks';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import Pencil from '@lucide/svelte/icons/pencil';
import Pin from '@lucide/svelte/icons/pin';
import Reply from '@lucide/svelte/icons/reply';
import Smile from '@lucide/svelte/icons/smile';
import Trash from '@lucide/svelte/icons/trash-2';
import type { MessageItem } from '../../../../preload/contract/index.ts';
import { isEditable } from '../../../model/index.ts';
import type { Icon, MenuItem } from '../../../parts/index.ts';
import { t } from '../../../text/index.ts';
import type { Actions } from '../actions.svelte.ts';
import { canEnd, firstLink, canForward, canRemove, copyText, isLive } from '../message.ts';

/** All that can be done with a message, in the order in which it is most wanted. */
export function menuOf(item: MessageItem, actions: Actions): MenuItem[] {
  const [words, more] = [t().timeline, t().messages];
  const onServer = item.eventId !== null;
  const entry = (id: string, label: string, icon: Icon, onselect: () => void): MenuItem => ({ id, label, icon, onselect });
  const live = isLive(item);
  const { openThread } = actions;
  const all: (MenuItem | false)[] = [
    live && actions.canReact && entry('reply', words.reply, Reply, () => actions.reply(item)),
    live && actions.canReact && openThread !== null && entry('thread', more.threads.reply, MessagesSquare, () => openThread(item)),
    canEnd(item, actions) && entry('end-poll', t().polls.end, CircleStop, () => actions.show({ name: 'end-poll', item })),
    actions.present && isEditable(item) && entry('edit', words.edit, Pencil, () => actions.edit(item)),
    copyText(item) !== null && entry('copy', words.copy, Copy, () => actions.copy(item)),
    onServer && entry('link', more.copyLink, Link, () => actions.copyLink(item)),
    firstLink(item) !== null &&
      !actions.previewed.has(item.id) &&
      entry('preview', more.linkPreview.show, Eye, () => actions.preview(item)),
    canForward(item) && entry('forward', more.forward, Forward, () => actions.show({ name: 'forward', items: [item] })),
    hasFile(item) && entry('open', words.open, ExternalLink, () => actions.open(item)),
    hasFile(item) && entry('save', words.save, Download, () => actions.save(item)),
    live && actions.rights.pin && entry('pin', more.pinned.pin, Pin, () => actions.pin(item, true)),
    live && entry('select', more.select, ListChecks, () => actions.selection.start(item)),
    item.reactions.length > 0 && onServer && entry('reactors', more.whoReacted, Smile, () => actions.show({ name: 'reactors', item })),
    item.edited && onServer && entry('versions', more.history, History, () => actions.show({ name: 'versions', item })),
    onServer && entry('source', more.source, FileCode, () => actions.show({ name: 'source', item })),
    live && actions.present && !item.own && entry('report', more.report, Flag, () => actions.show({ name: 'report', item })),
    isWaiting(item) && { ...entry('discard', words.cancelUpload, Ban, () => actions.discard(item)), danger: true },
    canRemove(item, actions) && {
      ...entry('remove', words.remove, Trash, () => actions.show({ name: 'remove', items: [item] })),
      danger: true,
    },
  ];
  return all.filter((found) => found !== false);
}

/** Not sent, and not failed either: failure has its own buttons. */
const isWaiting = ({ eventId, status }: MessageItem): boolean => eventId === null && (status === 'queued' || status === 'sending');
const hasFile = (item: MessageItem): boolean => 'url' in item.content && item.content.url !== null && item.eventId !== null;
