export { Origins } from './people/origins.ts';
export { findHomeserver } from './discovery/find-homeserver.ts';
export { forumServers } from './rooms/forum-servers.ts';
export { kindOfRoom } from './rooms/kind.ts';
export { ContentScanner, type ScannedFile, type Verdict } from './scanner/content-scanner.ts';
export { featuresOf } from './features/features.ts';
export { RenewalMail } from './renewal/renewal-mail.ts';
export { adviceOf } from './versions/minimum-versions.ts';
