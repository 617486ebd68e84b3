import { expect, it } from 'vitest';
import type { Member, UserId } from '../../preload/contract/index.ts';
import { memberLines, memberTable } from './member-table.ts';

const member = (name: string, change: Partial<Member> = {}): Member => ({
  userId: '@a:x' as UserId,
  name,
  caution: null,
  origin: null,
  avatar: null,
  membership: 'join',
  power: 0,
  role: 'member',
  ...change,
});
const words = {
  name: 'Nom',
  organisation: 'Organisme',
  userId: 'Identifiant',
  role: 'Rôle',
  origin: 'Provenance',
  roles: { admin: 'Admin', moderator: 'Modo', member: 'Membre', invite: 'Invité', knock: 'Demande' },
  external: 'Externe',
  fileName: 'x',
};
const rows = (...members: Member[]) =>
  memberTable(members, words)
    .slice(1)
    .split('\r\n')
    .slice(1, -1)
    .map((row) => row.split(';'));

it('a table has the name and the organisation apart, the role, and where one comes from', () => {
  const text = memberTable([], words);
  expect(text).toBe('\uFEFF"Nom";"Organisme";"Identifiant";"Rôle";"Provenance"\r\n');
  expect(rows(member('Marie Laurent [DINUM]', { role: 'admin' }))).toEqual([['"Marie Laurent"', '"DINUM"', `"'@a:x"`, '"Admin"', '""']]);
  expect(rows(member('Marie Laurent [DINUM] (@a:x)', { caution: 'alike', membership: 'invite' }))[0]?.slice(0, 4)).toEqual([
    '"Marie Laurent"',
    '"DINUM"',
    `"'@a:x"`,
    '"Invité"',
  ]);
  expect(rows(member('P', { origin: { kind: 'external', label: 's' } }))[0]?.[4]).toBe('"Externe"');
});

it.each(['=HYPERLINK("http://voleur.example")', '+33', '-1', '@SUM(A1)', ' =1+1', '\t=1', '|calc', '%0A'])(
  'no name is a formula: %s',
  (name) => {
    const [cell = ''] = rows(member(name.replaceAll(';', ',')))[0] ?? [];
    expect(cell.startsWith(`"'`)).toBe(true);
  },
);

it('no name makes a row or a cell of its own', () => {
  const text = memberTable([member('a"\r\n"b;c')], words);
  expect(text.split('\r\n')).toHaveLength(3);
  expect(text).toContain('"a"" ""b;c"');
  expect(memberLines([member('a\nb'), member('M (@a:x)')])).toBe('a b <@a:x>\nM (@a:x)\n');
});
