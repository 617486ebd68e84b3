export { cleanName, cleanText, splitOrganisation } from './characters.ts';
export { htmlFragment, plainFragment } from './html.ts';
export { linkify } from './linkify.ts';
export { linkTarget } from './links.ts';
export { showSpoiler } from './spoiler.ts';
