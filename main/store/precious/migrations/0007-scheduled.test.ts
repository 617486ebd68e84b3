import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPreciousStore } from '../open-precious.ts';

it('step 7 keeps words of scheduled messages until they are forgotten', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'scheduled-')), 'p.db');
  const store = openPreciousStore(path, new Uint8Array(32));
  store.saveScheduled('d1', 'demain');
  store.saveScheduled('d2', 'après-demain');
  store.close();
  const again = openPreciousStore(path, new Uint8Array(32));
  expect(again.scheduledBody('d1')).toBe('demain');
  again.keepScheduled(['d2']);
  expect([again.scheduledBody('d1'), again.scheduledBody('d2')]).toEqual([null, 'après-demain']);
  again.close();
});
