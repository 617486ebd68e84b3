import type { NewPoll } from '../../../preload/contract/index.ts';

export const mostAnswers = 20;

export type PollFields = { question: string; answers: readonly string[]; several: boolean; hidden: boolean };

/** The poll that the fields describe, with ids of its own; null while something is missing. Empty answers are left out. */
export function pollOfFields({ question, answers, several, hidden }: PollFields): NewPoll | null {
  const texts = answers.map((text) => text.trim()).filter((text) => text !== '');
  if (question.trim() === '' || texts.length < 2 || new Set(texts).size < texts.length) return null;
  return {
    question: question.trim(),
    answers: texts.map((text) => ({ id: crypto.randomUUID(), text })),
    maxSelections: several ? texts.length : 1,
    disclosed: !hidden,
  };
}
