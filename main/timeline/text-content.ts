import type { MessageContent } from '../../preload/contract/index.ts';
import type { JsonObject } from '../records/index.ts';
import { cut, text } from './json.ts';

/** More than an event can hold (spec: size limits, 65,536 bytes). */
const longestBody = 65_536;
const longestHtml = 100_000;

type TextContent = Extract<MessageContent, { kind: 'text' }>;

/** Text, emote or notice (spec 11.2.1.1 to 11.2.1.3). Null where there is no body to show. */
export function textContent(content: JsonObject, style: TextContent['style'], isReply: boolean): TextContent | null {
  const body = text(content['body']);
  if (body === null) return null;
  const html = htmlOf(content);
  return {
    kind: 'text',
    style,
    body: cut(isReply ? withoutQuote(body) : body, longestBody),
    html: html !== null && isReply ? withoutQuotedHtml(html) : html,
  };
}

function htmlOf(content: JsonObject): string | null {
  const html = text(content['formatted_body']);
  if (content['format'] !== 'org.matrix.custom.html' || html === null) return null;
  return html.length > 0 && html.length <= longestHtml ? html : null;
}

/** Takes the quoted fallback of a reply off (spec 11.3.1 before 1.13): leading lines that begin with `>`, and the empty line after them. */
function withoutQuote(body: string): string {
  if (!/^> (\* )?<@/.test(body)) return body;
  const lines = body.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('>'));
  if (end < 0) return body;
  return lines.slice(lines[end] === '' ? end + 1 : end).join('\n');
}

/** Takes the `<mx-reply>` at the beginning off; none may stand elsewhere. */
function withoutQuotedHtml(html: string): string {
  const start = html.trimStart();
  const end = start.indexOf('</mx-reply>');
  return start.startsWith('<mx-reply>') && end > 0 ? start.slice(end + '</mx-reply>'.length) : html;
}
