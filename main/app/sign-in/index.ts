export { AccountMaker, type MakerParts } from './account-maker.ts';
export { BrowserReturn } from './browser-return.ts';
export { ByMail } from './by-mail.ts';
export { BrowserSignIn } from './browser-sign-in.ts';
export { returnPath } from './loopback.ts';
export { languageOf } from './words.ts';
