import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { check, roomsRule } from './rooms.ts';
import { roomOf, rooms } from './table.ts';

describe('the table of rooms', () => {
  it('names only rooms that are in it', () => {
    const known = new Set(rooms.map((room) => room.path));
    const named = rooms.flatMap((room) => room.imports).filter((path) => path !== 'renderer/view/shell');
    expect(named.filter((path) => !known.has(path))).toEqual([]);
  });

  it('has no two rooms that may import each other', () => {
    const pairs = rooms.flatMap((a) => rooms.filter((b) => a.imports.includes(b.path) && b.imports.includes(a.path) && a !== b));
    expect(pairs).toEqual([]);
  });

  it('gives every feature of the view its own room', () => {
    expect(roomOf('renderer/view/rooms/RoomRow.svelte')?.path).toBe('renderer/view/rooms');
  });
});

describe.each([
  ['main never imports the page, not even its types', 'main/feeds/rooms.ts', '../../renderer/model/index.ts', 'room'],
  ['the page never imports main', 'renderer/model/rooms.svelte.ts', '../../main/records/index.ts', 'room'],
  ['the page speaks to main through the contract', 'renderer/model/rooms.svelte.ts', '../../preload/contract/index.ts', null],
  ['matrix does not know of crypto: it is given to it', 'main/matrix/queue.ts', '../crypto/index.ts', 'room'],
  ['crypto may import matrix', 'main/crypto/engine.ts', '../matrix/index.ts', null],
  ['a room is entered by its door', 'main/feeds/rooms.ts', '../store/cache/worker.ts', 'door'],
  ['inside a room there are no doors', 'main/store/index.ts', './cache/types.ts', null],
  ['features do not know each other', 'renderer/view/rooms/List.svelte', '../timeline/index.ts', 'room'],
  ['the shell composes features', 'renderer/view/shell/Shell.svelte', '../timeline/index.ts', null],
  ['the settings compose their panels', 'renderer/view/settings/SettingsDialog.svelte', '../timeline/index.ts', null],
  ['nothing shipped imports tests', 'main/app/index.ts', '../../test/host/index.ts', 'room'],
  ['tests may look anywhere', 'main/app/start.test.ts', '../store/cache/worker.ts', null],
  ['electron is named in its room', 'main/electron/window.ts', 'electron', null],
  ['electron is not named elsewhere', 'main/app/index.ts', 'electron', 'package'],
  ['deep imports of a reserved package count', 'main/feeds/rooms.ts', 'matrix-js-sdk/lib/crypto-api', 'package'],
  ['the SQLite driver has one importer', 'main/crypto/store.ts', 'better-sqlite3', 'package'],
  ['pure rooms use no Node module', 'main/lists/list.ts', 'node:fs', 'pure'],
  ['the page uses no Node module', 'renderer/client/index.ts', 'node:path', 'pure'],
])('%s', (_story, file, specifier, problem) => {
  it(problem ?? 'is allowed', () => expect(check(file, specifier)?.messageId ?? null).toBe(problem));
});

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });
const file = `${process.cwd()}/main/matrix/queue.ts`;
tester.run('rooms', roomsRule, {
  valid: [{ filename: file, code: "import type { X } from '../records/index.ts';" }],
  invalid: [
    { filename: file, code: "import type { X } from '../crypto/index.ts';", errors: [{ messageId: 'room' }] },
    { filename: file, code: "export * from '../store/open.ts';", errors: [{ messageId: 'door' }] },
    { filename: file, code: "export { x } from '../feeds/index.ts';", errors: [{ messageId: 'room' }] },
    { filename: file, code: "const m = import('electron');", errors: [{ messageId: 'package' }] },
    { filename: file, code: "type T = import('../feeds/index.ts').T;", errors: [{ messageId: 'room' }] },
  ],
});
