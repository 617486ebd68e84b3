import { describe, expect, it } from 'vitest';
import type { BackupView } from '../../../preload/contract/index.ts';
import { wayOut } from './way-out.ts';

const on: BackupView = {
  id: 1,
  status: 'on',
  version: '1',
  readable: true,
  waiting: 0,
  total: 9,
  lookups: 0,
  restore: { state: 'done', done: 9, total: 9, skipped: 0 },
  problem: null,
};
const unconfirmed = { id: 1, status: 'unconfirmed', ways: ['code'], code: null, otherDevices: 0, changed: false, problem: null } as const;

describe('a message that waits for its key', () => {
  it('says what the backup does about it, and what the agent can do', () => {
    expect(wayOut('waiting', on, null)).toEqual({ told: null, way: 'repair' });
    expect(wayOut('waiting', null, null)).toEqual({ told: null, way: 'repair' });
    expect(wayOut('waiting', { ...on, lookups: 3 }, null)).toEqual({ told: 'fetching', way: null });
    expect(wayOut('waiting', { ...on, restore: { state: 'running', done: 1, total: 9, skipped: 0 } }, null).told).toBe('fetching');
    expect(wayOut('waiting', { ...on, status: 'unconnected' }, null)).toEqual({ told: 'unconnected', way: 'confirm' });
    expect(wayOut('waiting', { ...on, status: 'unreachable' }, null)).toEqual({ told: 'unreachable', way: 'repair' });
  });
});

describe('a message whose key was kept back', () => {
  it('asks to confirm this device where that is why, and offers nothing where only others can help', () => {
    expect(wayOut('withheld-unverified', on, { ...unconfirmed, ways: ['code'] })).toEqual({ told: null, way: 'confirm' });
    expect(wayOut('withheld-unverified', on, null)).toEqual({ told: null, way: null });
    for (const reason of ['before-join', 'history-not-shared', 'withheld-blocked', 'unsigned-device', 'malformed'] as const)
      expect(wayOut(reason, { ...on, status: 'unconnected' }, null)).toEqual({ told: null, way: null });
  });
});
