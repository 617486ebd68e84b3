export { joined, normalised } from './normalise.ts';
export { documentFromHtml, documentFromText, documentOf } from './parse.ts';
export { written, type Written } from './serialise.ts';
export {
  everybody,
  everybodyMention,
  languagePattern,
  plainDocument,
  type Block,
  type Document,
  type Inline,
  type Mark,
  type Mention,
} from './types.ts';
