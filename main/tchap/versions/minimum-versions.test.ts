import { describe, expect, it } from 'vitest';
import { adviceOf } from './minimum-versions.ts';

const entry = (minVersionCode: unknown, more: object = {}) => ({ minVersionCode, message: { fr: 'À jour !', default: 'Update' }, ...more });
const published = (minimumClientVersion: unknown) => ({ minimumClientVersion });

describe('the versions that agents should have', () => {
  it('the gravest that asks for a later one is told', () => {
    const body = published({ criticalMinVersion: entry('1.2.0'), mandatoryMinVersion: entry('1.4.0'), infoMinVersion: entry('1.5.0') });
    expect(adviceOf(body, '1.1.9')).toMatchObject({ level: 'critical', version: '1.2.0' });
    expect(adviceOf(body, '1.2.0')).toMatchObject({ level: 'mandatory', message: { fr: 'À jour !' } });
    expect(adviceOf(body, '1.4.10')).toMatchObject({ level: 'info', once: false });
    expect(adviceOf(body, '1.5.0')).toBeNull();
  });

  it('are read under the short names too, and as numbers of mobile releases', () => {
    expect(adviceOf(published({ info: entry(10_203, { displayOnlyOnce: true }) }), '1.2.2')).toMatchObject({
      version: '1.2.3',
      once: true,
    });
    expect(adviceOf(published({ info: entry(10_203) }), '1.2.3')).toBeNull();
  });

  it('a version before the release counts as the release', () => {
    expect(adviceOf(published({ info: entry('1.0.0') }), '1.0.0-beta.2')).toBeNull();
    expect(adviceOf(published({ info: entry('1.0') }), '0.9.9')).not.toBeNull();
  });

  it('what cannot be understood says nothing, and the rest holds', () => {
    for (const body of [null, [], 'x', {}, published(null), published({ critical: entry('soon') }), published({ critical: entry(-1) })]) {
      expect(adviceOf(body, '1.0.0')).toBeNull();
    }
    const body = published({
      critical: entry({}),
      info: { minVersionCode: '2.0.0', message: { fr: 'x'.repeat(2000) } },
      mandatory: entry('3'),
    });
    expect(adviceOf(body, '1.0.0')).toMatchObject({ level: 'mandatory', version: '3' });
  });
});
