import type { Body } from '../homeserver/index.ts';

/** One thing said or done in a conversation, by the agent with that initial. */
export type Line =
  | { kind: 'message'; by: string; content: Body; replies: boolean }
  | { kind: 'file'; name: string; caption: string; picture: boolean }
  | { kind: 'reaction'; by: string; key: string }
  | { kind: 'edit'; by: string; body: string };

/** A day of a conversation. */
export interface Day {
  title: string;
  lines: Line[];
}

/**
 * Reads a conversation. `== title` opens a day; then a line is
 * - `M text`: a message; `M [emote] text`, `M [notice] text`
 * - `> M text`: a reply to the message before
 * - `# html`: a formatted message of the last speaker
 * - `! text`: the same in bold
 * - `+ M 👍`: a reaction to the message before
 * - `~ M text`: the last message of that agent, edited
 * - `[image] name | caption`, `[file] name | caption`: a file of the last speaker
 */
export function readScript(text: string): Day[] {
  const days: Day[] = [];
  let speaker = 'M';
  for (const raw of text.split('\n').filter((line) => line.trim() !== '')) {
    if (raw.startsWith('== ')) {
      days.push({ title: raw.slice(3), lines: [] });
      continue;
    }
    const line = readLine(raw, speaker);
    if (line.kind === 'message') speaker = line.by;
    days.at(-1)?.lines.push(line);
  }
  return days;
}

function readLine(raw: string, speaker: string): Line {
  const file = /^\[(image|file)\] (\S+) \| (.+)$/u.exec(raw);
  if (file) return { kind: 'file', picture: file[1] === 'image', name: file[2] ?? '', caption: file[3] ?? '' };
  const sign = raw[0];
  if (sign === '#') return formatted(speaker, raw.slice(2));
  if (sign === '!') return formatted(speaker, `<strong>${raw.slice(2)}</strong>`);
  const rest = /^(?:[+~>] )?(\S+) (.+)$/u.exec(raw);
  if (!rest?.[1] || !rest[2]) throw new Error(`not a line of a conversation: ${raw}`);
  const [, by, body] = rest;
  if (sign === '+') return { kind: 'reaction', by, key: body };
  if (sign === '~') return { kind: 'edit', by, body };
  return { kind: 'message', by, content: spoken(body), replies: sign === '>' };
}

function spoken(text: string): Body {
  const marked = /^\[(emote|notice)\] (.+)$/u.exec(text);
  return marked ? { msgtype: `m.${marked[1]}`, body: marked[2] } : { msgtype: 'm.text', body: text };
}

function formatted(by: string, html: string): Line {
  const body = html
    .replace(/<li>/g, '\n- ')
    .replace(/<[^>]+>/g, '')
    .trim();
  return {
    kind: 'message',
    by,
    replies: false,
    content: { msgtype: 'm.text', body, format: 'org.matrix.custom.html', formatted_body: html },
  };
}
