import type { MessageItem, TimelineItem } from '../../../preload/contract/index.ts';
import { mediaBox } from './media-box.ts';

/** Line height and mean width of a letter of running text, in px at a root size of 16. */
const line = 22;
const letter = 7.3;

/** Height in px at which a long text is cut: more than a screen. */
export const foldedHeight = 960;
/** Lines from which a text is long: far more than what is cut hides. */
const longLines = 100;
const lettersOfLine = 90;

/** Whether a text is cut until the agent unfolds it. */
export function isLong(body: string): boolean {
  if (body.length < longLines) return false;
  let lines = 0;
  for (const part of body.split('\n', longLines)) lines += Math.max(1, Math.ceil(part.length / lettersOfLine));
  return lines >= longLines;
}

const textHeight = (text: string, width: number): number => {
  const perLine = Math.max(12, Math.floor(width / letter));
  let lines = 0;
  for (const part of text.split('\n', 200)) lines += Math.max(1, Math.ceil(part.length / perLine));
  return lines * line;
};

const contentHeight = (item: MessageItem, width: number): number => {
  const { content } = item;
  if (content.kind === 'text') return isLong(content.body) ? foldedHeight + 36 : textHeight(content.body, width);
  if (content.kind === 'image' || content.kind === 'video')
    return mediaBox(content.width, content.height, width).height + 8 + (content.caption ? textHeight(content.caption, width) : 0);
  if (content.kind === 'audio') return 86 + (content.caption ? textHeight(content.caption, width) : 0);
  if (content.kind === 'file') return 68 + (content.caption ? textHeight(content.caption, width) : 0);
  if (content.kind === 'poll') return 120 + content.answers.length * 44 + textHeight(content.question, Math.min(width, 440));
  if (content.kind === 'location') return 84;
  return content.kind === 'undecryptable' ? 44 : line;
};

/** About how high a row will be in a column of `width` px: near enough that a real height seldom moves anything. */
export function estimateHeight(row: TimelineItem, width: number): number {
  if (row.type === 'day' || row.type === 'unread') return 42;
  if (row.type === 'state' || row.type === 'changes') return 28;
  if (row.type === 'gap') return 40;
  if (row.type === 'start') return 120;
  const inner = Math.min(720, Math.max(160, width - 120));
  const head = row.continued ? 3 : 34;
  return (
    head + contentHeight(row, inner) + (row.replyTo ? 32 : 0) + (row.reactions.length > 0 ? 34 : 0) + (row.status === 'failed' ? 34 : 0)
  );
}
