import { createContext } from 'svelte';
import type { EventId, MediaUrl, MessageItem, RoomSummary } from '../../../preload/contract/index.ts';

/** What rows may ask of the conversation that holds them. */
export type Actions = {
  readonly room: RoomSummary;
  mediaSource: (url: MediaUrl) => string;
  canReact: () => boolean;
  reply: (item: MessageItem) => void;
  edit: (item: MessageItem) => void;
  react: (item: MessageItem, key: string) => void;
  copy: (item: MessageItem) => void;
  askRemove: (item: MessageItem) => void;
  retry: (item: MessageItem) => void;
  discard: (item: MessageItem) => void;
  save: (item: MessageItem) => void;
  openImage: (item: MessageItem) => void;
  openLink: (url: string) => void;
  goTo: (eventId: EventId) => void;
};

export const [getActions, setActions] = createContext<Actions>();

/** Whether others can be answered or reacted to: the server has the message and it still has a content. */
export const isLive = (item: MessageItem): boolean => item.eventId !== null && item.content.kind !== 'redacted';

/** What « copier » copies, or null where there is nothing to. */
export const copyText = (item: MessageItem): string | null => {
  if (item.content.kind === 'text') return item.content.body;
  return 'caption' in item.content && item.content.caption !== '' ? item.content.caption : null;
};
