export type { Client } from '../client/index.ts';
export { App } from './app.svelte.ts';
export { FeedList, type FeedStatus } from './feed-list.svelte.ts';
export { MemberList, type MemberRow, type MemberSection } from './member-list.svelte.ts';
export { Navigation, type Dialog, type Panel } from './navigation.svelte.ts';
export { RoomList, type RoomChip, type RoomRow, type RoomSection } from './room-list.svelte.ts';
export { Task } from './task.svelte.ts';
export { Toasts, type Toast } from './toasts.svelte.ts';
export { parseUserIds } from './user-ids.ts';
