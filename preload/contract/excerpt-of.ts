import { shortLength, type Excerpt } from './excerpt.ts';
import type { MessageContent } from './timeline.ts';

const longest = 200;

/** What is told of a message where it is quoted. */
export function excerptOf(content: MessageContent): Excerpt {
  switch (content.kind) {
    case 'text':
      return { kind: content.style, text: oneLine(content.body) };
    case 'audio':
      return content.voice ? { kind: 'voice', text: shortLength(content.durationMs) } : fileLine(content);
    case 'image':
    case 'video':
    case 'file':
      return fileLine(content);
    case 'poll':
      return { kind: 'poll', text: oneLine(content.question) };
    case 'location':
      return { kind: 'location', text: oneLine(content.description) };
    case 'redacted':
    case 'undecryptable':
      return { kind: content.kind, text: '' };
    case 'unsupported':
      return { kind: 'other', text: '' };
  }
}

/** A caption says more than the name of the file. */
const fileLine = ({ kind, caption, name }: Extract<MessageContent, { caption: string }>): Excerpt => ({
  kind,
  text: oneLine(caption || name),
});

/** At most 200 characters, never ending inside one. */
const oneLine = (text: string): string =>
  [
    ...text
      .slice(0, 4 * longest)
      .replaceAll(/\s+/gu, ' ')
      .trim(),
  ]
    .slice(0, longest)
    .join('')
    .toWellFormed();
