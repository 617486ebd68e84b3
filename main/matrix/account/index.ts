export { Hearers } from './hearers.ts';
export { LiveAccount } from './live-account.ts';
export { Session } from './session.ts';
