import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPreciousStore } from '../open-precious.ts';

it('step 9 keeps why an account is barred until it is no longer', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'bar-')), 'p.db');
  const open = () => openPreciousStore(path, new Uint8Array(32));
  const first = open();
  expect(first.bar()).toBeNull();
  first.saveBar('blocked');
  first.saveBar('expired');
  first.close();
  const second = open();
  expect(second.bar()).toBe('expired');
  second.saveBar(null);
  second.close();
  const third = open();
  expect(third.bar()).toBeNull();
  third.close();
});
