export { cleanName, cleanText, splitOrganisation } from './characters.ts';
export { cleanOutgoingHtml, htmlFragment, maxHtmlLength, plainFragment } from './html.ts';
export { isMisleading, linkTarget, type LinkTarget } from './links.ts';
export { linkify, type Piece } from './linkify.ts';
export { markdownToHtml } from './markdown.ts';
