import { posix } from 'node:path';
import type { Rule } from 'eslint';
import { reserved, roomOf, type Room } from './table.ts';

type Problem = { messageId: string; data: Record<string, string> };

const isTest = (file: string): boolean => /\.test\.(ts|svelte\.ts)$/u.test(file) || file.startsWith('test/') || file.startsWith('build/');

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const allows = (from: Room, to: Room): boolean =>
  from.imports.includes(to.path) || (to.path.startsWith('renderer/view/') && from.imports.includes('renderer/view/*'));

const isDoor = (file: string, room: Room): boolean => {
  const rest = file.slice(room.path.length + 1).replace(/\.(ts|js)$/u, '');
  return rest === 'index' || rest === '' || (room.path === 'renderer/style' && rest.endsWith('.css'));
};

/** Why `file` may not name the package `specifier`, or null. */
export const checkPackage = (file: string, specifier: string): Problem | null => {
  const from = roomOf(file);
  if (!from || isTest(file)) return null;
  if (specifier.startsWith('node:')) return from.pure ? { messageId: 'pure', data: { from: from.path, specifier } } : null;
  const name = packageOf(specifier);
  if (!reserved.has(name) || from.packages?.includes(name)) return null;
  return { messageId: 'package', data: { from: from.path, name } };
};

/** Why `file` may not import `target` (both from the root of the project), or null. */
export const checkImport = (file: string, target: string): Problem | null => {
  const from = roomOf(file);
  const to = roomOf(target);
  if (!from || !to || from.path === to.path || isTest(file)) return null;
  if (!allows(from, to)) return { messageId: 'room', data: { from: from.path, to: to.path } };
  return isDoor(target, to) ? null : { messageId: 'door', data: { to: to.path, target } };
};

/** Checks one import or export of `file`; relative ones against the table, others against the packages of the room. */
export const check = (file: string, specifier: string): Problem | null =>
  specifier.startsWith('.')
    ? checkImport(file, posix.normalize(posix.join(posix.dirname(file), specifier.replace(/\?.*$/u, ''))))
    : checkPackage(file, specifier);

/** ESLint rule: the table of rooms. Type-only imports count. */
export const roomsRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      room: '{{from}} may not import {{to}} (build/lint/table.ts).',
      door: 'Import {{to}} through its door, index.ts, not {{target}}.',
      package: '{{from}} may not name the package {{name}} (build/lint/table.ts).',
      pure: '{{from}} is pure: it may not import {{specifier}}.',
    },
  },
  create(context) {
    const file = posix.relative(context.cwd.replaceAll('\\', '/'), context.filename.replaceAll('\\', '/'));
    const visit = (node: Rule.Node, source: unknown): void => {
      if (typeof source !== 'string') return;
      const problem = check(file, source);
      if (problem) context.report({ node, ...problem });
    };
    const withSource = (node: Rule.Node): void => visit(node, (node as { source?: { value?: unknown } | null }).source?.value);
    return {
      ImportDeclaration: withSource,
      ExportNamedDeclaration: withSource,
      ExportAllDeclaration: withSource,
      ImportExpression: withSource,
      TSImportType: withSource,
    };
  },
};
