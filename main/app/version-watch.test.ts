import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createHeadlessHost } from '../../test/host/index.ts';
import { startFakeVersions, type FakeVersions } from '../../test/tchap/index.ts';
import { silentLogger } from '../log/index.ts';
import { VersionWatch } from './version-watch.ts';

const hour = 3_600_000;
const critical = { criticalMinVersion: { minVersionCode: '2.0.0', message: { fr: 'Faille corrigée.' } } };
const once = { infoMinVersion: { minVersionCode: '2.0.0', displayOnlyOnce: true } };
let server: FakeVersions;
afterEach(() => server.close());

describe('the watch over versions', () => {
  async function watching(minimum: unknown, enabled = true) {
    server = await startFakeVersions(minimum);
    let now = 1_800_000_000_000;
    const host = createHeadlessHost({
      dataDir: mkdtempSync(join(tmpdir(), 'versions-')),
      clock: { now: () => now },
      minimumVersions: server.url,
    });
    const start = async () => {
      const watch = new VersionWatch({ host, enabled, log: silentLogger });
      const told = new Promise((done) => watch.onChange((advice) => server.asked > 0 && done(advice)));
      await watch.start();
      return { watch, told };
    };
    return { start, pass: (ms: number) => (now += ms) };
  }

  it('asks once a day, also over restarts, and keeps the last answer', async () => {
    const { start, pass } = await watching(critical);
    const first = await start();
    expect(await first.told).toMatchObject({ level: 'critical' });
    pass(23 * hour);
    first.watch.look();
    const second = await start();
    expect(second.watch.current()).toMatchObject({ level: 'critical', message: { fr: 'Faille corrigée.' } });
    expect(server.asked).toBe(1);
    server.answer = { status: 503, body: 'busy' };
    pass(2 * hour);
    second.watch.look();
    await expect.poll(() => server.asked).toBe(2);
    expect(second.watch.current()).toMatchObject({ level: 'critical' });
  });

  it('what is put away comes again at the next start, unless it is to be said once', async () => {
    const { start } = await watching(critical);
    const { watch, told } = await start();
    await told;
    watch.putAway('2.0.0');
    expect(watch.current()).toBeNull();
    await expect.poll(async () => (await start()).watch.current()?.level).toBe('critical');
  });

  it('what is to be said once is not said again', async () => {
    const { start } = await watching(once);
    const { watch, told } = await start();
    await told;
    watch.putAway('2.0.0');
    await expect.poll(async () => (await start()).watch.current()).toBeNull();
  });

  it('asks nothing where the administration installs updates', async () => {
    const { start } = await watching(critical, false);
    const { watch } = await start();
    watch.look();
    expect([server.asked, watch.current()]).toEqual([0, null]);
  });
});
