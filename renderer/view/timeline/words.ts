import type { MessageContent, MessageItem, Origin, StateItem } from '../../../preload/contract/index.ts';
import { clock, dateAndTime, oneLine, originLabel, personName, t } from '../../text/index.ts';
import { copyText } from './message.ts';

/** What a message says, in one line, for those who hear it. */
const spokenText = ({ content }: MessageItem): string => contentLine(content);

/** A content in one line. */
export function contentLine(content: MessageContent): string {
  const words = t().timeline;
  if (content.kind === 'text') return oneLine(content.body, 500);
  if (content.kind === 'poll') return t().polls.poll(oneLine(content.question, 500));
  if (content.kind === 'location') return t().messages.location.line(oneLine(content.description, 300));
  if (content.kind === 'redacted') return words.redacted;
  if (content.kind === 'undecryptable') return words.undecryptable[content.reason];
  if (content.kind === 'unsupported') return words.unsupported;
  const name = oneLine(content.name, 100);
  const title = content.kind === 'audio' && content.voice ? words.voice : words[content.kind](name);
  return content.caption ? `${title} : ${oneLine(content.caption, 300)}` : title;
}

/** Where a sender comes from, for those who are no colleagues: the others have their administration beside their name. */
export const outsideOrigin = ({ own, origin }: MessageItem): Origin | null => (own || origin?.kind === 'administration' ? null : origin);

/** « Claire Dubois (Slack) ». */
function spokenSender(item: MessageItem): string {
  const name = personName(item.sender.name);
  const origin = outsideOrigin(item);
  return origin === null ? name : `${name} (${originLabel(origin)})`;
}

/** « Claire Dubois, 13:40 : Bonjour à tous ». */
export const spokenMessage = (item: MessageItem): string =>
  t().timeline.arrived(item.own ? t().common.you : spokenSender(item), clock(item.sentAt), spokenText(item));

/** A state event in words. */
export function changeWords(row: StateItem): string {
  const isName = row.change === 'member-renamed';
  return t().timeline.changes[row.change]({
    actor: personName(row.actor),
    target: personName(row.target),
    value: isName ? oneLine(row.value && personName(row.value), 120) : oneLine(row.value, 300),
    previous: isName ? oneLine(row.previous && personName(row.previous), 120) : oneLine(row.previous, 300),
  });
}

/** Changes that follow one another in one line: « 12 personnes ont rejoint le salon, Paul l’a quitté ». */
export function changesWords(rows: readonly StateItem[]): string {
  const people = new Map<StateItem['change'], Set<string>>();
  for (const row of rows) people.set(row.change, (people.get(row.change) ?? new Set()).add(row.target || row.actor));
  return [...people]
    .map(([change, names]) => {
      const [only = ''] = names;
      const same = rows.filter((row) => row.change === change);
      if (same.length === 1 && same[0]) return changeWords(same[0]);
      const { many, people: count, settings } = t().messages.changes;
      const several = names.size > 1;
      return many[change]?.(several ? count(names.size) : personName(only), several) ?? settings(same.length);
    })
    .join(' · ');
}

/** Up to three names, and how many are not named. */
export const someNames = (names: readonly string[], count: number): [names: string, others: number] => {
  const shown = names.slice(0, 3).map((name) => personName(name));
  return [shown.join(', '), Math.max(0, count - shown.length)];
};

/** Messages as text to paste elsewhere: who, when, what. */
export const copySeveral = (items: readonly MessageItem[]): string =>
  items
    .map((item) => `${personName(item.sender.name)}, ${dateAndTime(item.sentAt, Date.now())}\n${copyText(item) ?? spokenText(item)}`)
    .join('\n\n');
