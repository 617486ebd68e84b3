export { attachPage } from './attach-page.ts';
export { startApp } from './start-app.ts';
export type { App, AppEvent, MediaRequest } from './types.ts';
