import type { CallInput, Member } from '../../preload/contract/index.ts';

type Words = CallInput<'people.exportMembers'>['words'];

/** For spreadsheets that would else read the letters of another alphabet. */
const byteOrderMark = '\uFEFF';

/**
 * The members of a room as a table: semicolons, which the spreadsheets of French machines expect, and
 * all text in quotes. Members choose their names, and a cell that begins like a formula is run by
 * spreadsheets: an apostrophe makes it a text.
 */
export function memberTable(members: readonly Member[], words: Words): string {
  const head = [words.name, words.organisation, words.userId, words.role, words.origin];
  const rows = members.map((member) => {
    const [name, organisation] = partsOf(member);
    return [name, organisation, member.userId, roleOf(member, words), originOf(member, words)];
  });
  return byteOrderMark + [head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n') + '\r\n';
}

/** One member a line. */
export const memberLines = (members: readonly Member[]): string =>
  members.map(({ name, userId }) => (name.includes(userId) ? oneLine(name) : `${oneLine(name)} <${userId}>`)).join('\n') + '\n';

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

const cell = (text: string): string => {
  const safe = oneLine(text);
  return `"${(/^\s*[=+\-@|%]/u.test(safe) ? `'${safe}` : safe).replaceAll('"', '""')}"`;
};

/** « Marie Laurent [DINUM] », also with the user id that marks names which look alike. */
function partsOf({ name, userId }: Member): [string, string] {
  const plain = name.endsWith(` (${userId})`) ? name.slice(0, -userId.length - 3) : name;
  const [, before = plain, organisation = ''] = /^(.+?)\s*\[([^[\]]+)\]$/u.exec(plain) ?? [];
  return [before, organisation];
}

function roleOf({ membership, role }: Member, { roles }: Words): string {
  return membership === 'invite' || membership === 'knock' ? roles[membership] : roles[role];
}

function originOf({ origin }: Member, words: Words): string {
  if (origin === null) return '';
  return origin.kind === 'external' ? words.external : origin.label;
}
