export { Hearers } from './hearers.ts';
export { LiveAccount, type AccountParts } from './live-account.ts';
export { Session } from './session.ts';
