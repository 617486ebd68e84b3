import type { MessageContent } from '../../preload/contract/index.ts';
import { isPollStart, locationOf, pollOf, type ClearEvent, type JsonObject } from '../records/index.ts';
import { cut, text } from './json.ts';
import { mediaContent, type ContentSource } from './media-content.ts';
import { textContent } from './text-content.ts';

type Parse = (content: JsonObject, source: ContentSource, isReply: boolean) => MessageContent | null;

const byMsgtype: { [msgtype: string]: Parse } = {
  'm.text': (content, _, isReply) => textContent(content, 'text', isReply),
  'm.emote': (content, _, isReply) => textContent(content, 'emote', isReply),
  'm.notice': (content, _, isReply) => textContent(content, 'notice', isReply),
  'm.image': (content, source) => mediaContent('image', content, source),
  'm.video': (content, source) => mediaContent('video', content, source),
  'm.audio': (content, source) => mediaContent('audio', content, source),
  'm.file': (content, source) => mediaContent('file', content, source),
  'm.location': (content) => locationOf(content) ?? textContent(content, 'text', false),
};

/**
 * What the page draws of a message that somebody wrote (spec 11.2.1). Never throws for any content:
 * an unknown `msgtype` or type with a body is shown by its body, the rest as unsupported.
 */
export function messageContent(clear: ClearEvent, source: ContentSource, isReply: boolean): MessageContent {
  return parse(clear, source, isReply) ?? { kind: 'unsupported', eventType: cut(clear.type, 255) };
}

function parse({ type, content }: ClearEvent, source: ContentSource, isReply: boolean): MessageContent | null {
  if (type === 'm.sticker') return mediaContent('image', content, source);
  if (isPollStart(type)) return pollOf({ type, content });
  const msgtype = type === 'm.room.message' ? text(content['msgtype']) : null;
  if (msgtype !== null && Object.hasOwn(byMsgtype, msgtype)) return byMsgtype[msgtype]?.(content, source, isReply) ?? null;
  return textContent(content, 'text', isReply);
}
