import * as v from 'valibot';
import { userId, type UserId } from '../../preload/contract/index.ts';

/** The Matrix user ids in what an agent typed or pasted (spaces, commas, lines), and what is none. Each once. */
export function parseUserIds(text: string): { users: UserId[]; invalid: string[] } {
  const words = [...new Set(text.split(/[\s,;]+/u).filter(Boolean))];
  const parsed = words.map((word) => ({ word, result: v.safeParse(userId, word) }));
  return {
    users: parsed.flatMap(({ result }) => (result.success ? [result.output] : [])),
    invalid: parsed.flatMap(({ word, result }) => (result.success ? [] : [word])),
  };
}
