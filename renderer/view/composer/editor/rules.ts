import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import type { Attrs, MarkType } from 'prosemirror-model';
import type { Plugin } from 'prosemirror-state';
import { linkTarget } from '../../../text/index.ts';
import { marks, nodes } from './schema.ts';

/**
 * Markdown becomes what it means as it is typed; Backspace takes the change back, so that every sign can
 * also be written as it is. Signs stand at the beginning or after a space, an opening sign or an
 * apostrophe: `2 * 3 * 4` and `snake_case_name` stay.
 */
const before = String.raw`(?:^|[\s(«“"'’\u00a0\u202f])`;
const inner = (sign: string): string => String.raw`([^\s${sign}](?:[^${sign}]*[^\s${sign}])?)`;
const around = (open: string, sign: string): RegExp => new RegExp(`${before}(${open}${inner(sign)}${open})$`, 'u');

/** First group of the pattern: all that is replaced; second: what stays. Null attributes: no change. */
function markRule(pattern: RegExp, type: MarkType, attrsOf: (match: RegExpMatchArray) => Attrs | null = () => ({})): InputRule {
  return new InputRule(
    pattern,
    (state, match, start, end) => {
      const [whole, outer = '', kept = ''] = match;
      const attrs = attrsOf(match);
      if (attrs === null) return null;
      const from = start + whole.indexOf(outer);
      const textFrom = from + outer.indexOf(kept);
      const textTo = textFrom + kept.length;
      const tr = state.tr;
      if (textTo < end) tr.delete(textTo, end);
      tr.delete(from, textFrom).addMark(from, from + kept.length, type.create(attrs));
      return tr.removeStoredMark(type);
    },
    { inCodeMark: false },
  );
}

const href = (match: RegExpMatchArray): Attrs | null => {
  const target = linkTarget(match[3] ?? '');
  return target === null || target.kind === 'user' ? null : { href: target.url };
};

export const markdownRules = (): Plugin =>
  inputRules({
    rules: [
      markRule(around(String.raw`\*\*`, '*'), marks.strong),
      markRule(around('__', '_'), marks.strong),
      markRule(around(String.raw`\*`, '*'), marks.em),
      markRule(around('_', '_'), marks.em),
      markRule(around('~~', '~'), marks.strike),
      markRule(around(String.raw`\|\|`, '|'), marks.spoiler),
      markRule(around('`', '`'), marks.code),
      markRule(/(\[([^[\]]+)\]\(([^\s()]+)\))$/u, marks.link, href),
      wrappingInputRule(/^> $/u, nodes.blockquote),
      wrappingInputRule(/^[-*] $/u, nodes.bullet_list),
      wrappingInputRule(/^(\d{1,3})\. $/u, nodes.ordered_list, (match) => ({ order: Number(match[1]) })),
      textblockTypeInputRule(/^```([a-z0-9+#.-]{0,32}) $/u, nodes.code_block, (match) => ({ language: match[1] ?? '' })),
    ],
  });
