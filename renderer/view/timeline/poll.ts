import type { MessageContent, PollContent } from '../../../preload/contract/index.ts';
import { oneLine } from '../../text/index.ts';

export type Row = { id: string; text: string; votes: number | null; percent: number; leading: boolean };

/** The answers of a poll with their votes; `percent` is of those who voted. Only what has ended has a winner. */
export function tally({ answers }: PollContent, results: readonly number[] | null, voters: number, ended: boolean): Row[] {
  const most = Math.max(1, ...(results ?? []));
  return answers.map(({ id, text }, index) => {
    const votes = results === null ? null : (results[index] ?? 0);
    const percent = voters > 0 && votes !== null ? Math.round((votes / voters) * 100) : 0;
    return { id, text, votes, percent, leading: ended && votes === most };
  });
}

/** What is chosen after an answer was clicked: it alone, or with the others where several may be. */
export function toggled({ maxSelections }: PollContent, selected: readonly string[], id: string): string[] {
  if (maxSelections === 1) return [id];
  return selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id].slice(0, maxSelections);
}

/** The words of a poll, to copy. */
export const pollText = ({ question, answers }: PollContent): string => [question, ...answers.map(({ text }) => `- ${text}`)].join('\n');

/** The answers that have most votes, in words; empty without any. */
export function leadingAnswers(content: Extract<MessageContent, { kind: 'poll' }>, results: readonly number[] | null): string {
  const rows = tally(content, results, 1, true).filter(({ leading }) => leading);
  return rows.map(({ text }) => oneLine(text, 340)).join(', ');
}
