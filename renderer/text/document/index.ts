export { joined, normalised } from './normalise.ts';
export { documentFromHtml, documentFromText, documentOf } from './parse.ts';
export { written } from './serialise.ts';
export { everybodyMention, plainDocument, type Block, type Document, type Inline, type Mark, type Mention } from './types.ts';
