export { highlighter, loadHighlighter, type CodeKind, type CodePiece } from './highlight.ts';
export { paintCode } from './paint.ts';
