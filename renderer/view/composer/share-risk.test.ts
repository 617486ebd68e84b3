import { describe, expect, it } from 'vitest';
import { shareRisk } from './share-risk.ts';

describe('the question before a file is shared', () => {
  it('is asked where others than the members invited by the administration could open it', () => {
    expect(shareRisk({ kind: 'private', encrypted: true })).toBeNull();
    expect(shareRisk({ kind: 'direct', encrypted: true })).toBeNull();
    expect(shareRisk({ kind: 'direct', encrypted: false })).toBe('unencrypted');
    expect(shareRisk({ kind: 'forum', encrypted: false })).toBe('unencrypted');
    expect(shareRisk({ kind: 'external', encrypted: true })).toBe('external');
    expect(shareRisk({ kind: 'external', encrypted: false })).toBe('external-unencrypted');
  });
});
