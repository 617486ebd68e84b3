import type { EventId, FeedMeta, MessageItem, RoomId, RoomSummary, UserId } from '../../preload/contract/index.ts';

/** A sent text message of a timeline, as main would give it to the page; `change` says what is otherwise. */
export const messageItem = (id: string, change: Partial<MessageItem> = {}): MessageItem => ({
  type: 'message',
  id,
  eventId: `$${id}` as EventId,
  transactionId: null,
  sender: { userId: '@paul:agent.fr' as UserId, name: 'Paul', avatar: null },
  own: false,
  sentAt: 1,
  continued: false,
  content: { kind: 'text', style: 'text', body: id, html: null },
  edited: false,
  reactions: [],
  poll: null,
  replyTo: null,
  status: 'sent',
  failure: null,
  readBy: [],
  readByCount: 0,
  shield: null,
  mentionsMe: false,
  thread: null,
  ...change,
});

/** A private encrypted room that was read to its end; `change` says what is otherwise. */
export const roomSummary = (roomId: string, name: string, change: Partial<RoomSummary> = {}): RoomSummary => ({
  roomId: roomId as RoomId,
  title: { text: name, heroes: [], others: 0 },
  kind: 'private',
  encrypted: true,
  openByLink: false,
  avatar: null,
  topic: '',
  membership: 'join',
  inviter: null,
  directUserId: null,
  memberCount: 4,
  unread: 0,
  mentions: 0,
  favourite: false,
  lowPriority: false,
  muted: false,
  mode: 'default',
  markedUnread: false,
  preview: null,
  draft: '',
  failedSends: 0,
  activityAt: 1,
  canSend: true,
  canInvite: true,
  canPin: true,
  canNotifyRoom: true,
  ...change,
});

/** A conversation that is here to its start; `change` says what is otherwise. */
export const timelineMeta = (change: Partial<FeedMeta<'timeline'>> = {}): FeedMeta<'timeline'> => ({
  more: false,
  newer: false,
  loading: false,
  lastEventId: null,
  unreadFrom: null,
  rights: { redact: false, pin: false },
  ...change,
});
