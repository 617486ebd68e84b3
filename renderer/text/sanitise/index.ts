export { cleanName, cleanText, splitOrganisation } from './characters.ts';
export { htmlFragment, plainFragment } from './html.ts';
export { linkTarget } from './links.ts';
