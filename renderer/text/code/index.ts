export { highlighter, loadHighlighter } from './highlight.ts';
export { paintCode } from './paint.ts';
