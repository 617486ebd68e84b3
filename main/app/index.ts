export { attachPage } from './attach-page.ts';
export type { App, AppEvent, MediaRequest } from './types.ts';
