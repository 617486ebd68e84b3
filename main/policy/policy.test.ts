import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ManagedConfiguration } from '../host/index.ts';
import { createLogger } from '../log/index.ts';
import { readPolicy, type Policy } from './index.ts';

const noProgram = async (): Promise<null> => null;
const me = process.getuid?.() ?? 0;

async function read(managed: ManagedConfiguration): Promise<{ policy: Policy; log: string }> {
  const lines: string[] = [];
  const policy = await readPolicy(managed, createLogger({ write: (line) => lines.push(line), level: 'info' }));
  return { policy, log: lines.join('\n') };
}

/** A folder as `/etc/tchap-desktop/policies/managed`, whose files belong to `me`. */
function folder(files: { [name: string]: string }): ManagedConfiguration {
  const place = join(mkdtempSync(join(tmpdir(), 'policy-')), 'managed');
  mkdirSync(place, { mode: 0o755 });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text, { mode: 0o644 });
  return { system: 'linux', place, owner: me, run: noProgram };
}

describe('on Linux', () => {
  it('files are read by name, and the last that sets a policy wins', async () => {
    const managed = folder({
      '10-state.json': '{"excludeUnsignedDevices": true}',
      '20-ministry.json': '{"excludeUnsignedDevices": false}',
    });
    const { policy } = await read(managed);
    expect(policy.values).toEqual({ excludeUnsignedDevices: false });
    expect(policy.origins.excludeUnsignedDevices).toBe(join(managed.place, '20-ministry.json'));
  });

  it('wrong values, unknown names and damaged files are logged without their values, and the rest holds', async () => {
    const { policy, log } = await read(
      folder({
        '1.json': '{"excludeUnsignedDevices": true, "unheardOf": "secret-value"}',
        '2.json': '{"excludeUnsignedDevices": "yes please"}',
        '3.json': 'not json',
        '4.json': '[1]',
        'readme.txt': 'not read',
      }),
    );
    expect(policy.values).toEqual({ excludeUnsignedDevices: true });
    for (const told of ['unheardOf', 'excludeUnsignedDevices of', '3.json', '4.json']) expect(log).toContain(told);
    expect(log).not.toMatch(/secret-value|yes please|readme/u);
  });

  it('certificates are taken where all of them are of authorities', async () => {
    const options = ['-newkey', 'rsa:2048', '-nodes', '-keyout', '/dev/null', '-subj', '/CN=Jetable', '-days', '2'];
    const made = (constraints: string): string =>
      execFileSync('openssl', ['req', '-x509', ...options, '-addext', `basicConstraints=critical,${constraints}`], {
        stdio: 'pipe',
      }).toString();
    const taken = async (x509CaCertificates: string) =>
      (await read(folder({ 'a.json': JSON.stringify({ x509CaCertificates }) }))).policy.values.x509CaCertificates;
    const authority = made('CA:TRUE');
    expect(await taken(authority)).toBe(authority);
    for (const wrong of ['', made('CA:FALSE'), `${authority}and more`, authority.replace(/^M/mu, '!')])
      expect(await taken(wrong)).toBeUndefined();
  });

  it('an imposed server has an address with TLS, and nothing in it but where it is', async () => {
    const taken = async (homeserver: unknown) =>
      (await read(folder({ 'a.json': JSON.stringify({ homeserver }) }))).policy.values.homeserver;
    expect(await taken(' https://matrix.agent.example/ ')).toBe('https://matrix.agent.example/');
    for (const wrong of [
      'http://matrix.agent.example',
      'matrix.agent.example',
      'https://a:b@agent.example',
      'https://agent.example/?q',
      12,
    ])
      expect(await taken(wrong)).toBeUndefined();
  });

  it('a file that others can write, or that belongs to somebody else, does not count', async () => {
    const open = folder({ 'a.json': '{"excludeUnsignedDevices": true}' });
    chmodSync(join(open.place, 'a.json'), 0o666);
    expect((await read(open)).policy.values).toEqual({});
    const foreign = { ...folder({ 'a.json': '{"excludeUnsignedDevices": true}' }), owner: me + 1 };
    expect((await read(foreign)).policy.values).toEqual({});
    const openFolder = folder({ 'a.json': '{"excludeUnsignedDevices": true}' });
    chmodSync(openFolder.place, 0o777);
    const { policy, log } = await read(openFolder);
    expect(policy.values).toEqual({});
    expect(log).toContain('others than root');
  });

  it('where there is no folder, nothing is managed and nothing is logged', async () => {
    expect(await read({ system: 'linux', place: '/nowhere/at/all', owner: 0, run: noProgram })).toMatchObject({
      policy: { values: {} },
      log: '',
    });
  });
});

describe('on Windows', () => {
  const key = 'HKLM\\Software\\Policies\\DINUM\\TchapDesktop';
  const registry = (output: string | null): ManagedConfiguration => ({
    system: 'windows',
    place: key,
    owner: 0,
    run: async (program, args) => (program === 'reg' && args.join(' ') === `query ${key}` ? output : null),
  });

  it('numbers of the registry are read as they are printed', async () => {
    const output = [
      '',
      'HKEY_LOCAL_MACHINE\\Software\\Policies\\DINUM\\TchapDesktop',
      '    (Default)    REG_SZ    (value not set)',
      '    excludeUnsignedDevices    REG_DWORD    0x1',
      '',
    ].join('\r\n');
    const { policy } = await read(registry(output));
    expect(policy.values).toEqual({ excludeUnsignedDevices: true });
    expect(policy.origins.excludeUnsignedDevices).toBe(key);
  });

  it('another number is a wrong value; no key is no policy', async () => {
    const { policy, log } = await read(registry('    excludeUnsignedDevices    REG_DWORD    0x2a\r\n'));
    expect(policy.values).toEqual({});
    expect(log).toContain('wrong value');
    expect((await read(registry(null))).policy.values).toEqual({});
  });
});

describe('on macOS', () => {
  const place = '/Library/Managed Preferences/fr.gouv.tchap.desktop.plist';
  const list = (output: string | null): ManagedConfiguration => ({ system: 'macos', place, owner: 0, run: async () => output });

  it('the managed property list is read as plutil prints it', async () => {
    expect((await read(list('{"excludeUnsignedDevices":true}'))).policy.values).toEqual({ excludeUnsignedDevices: true });
    expect((await read(list(null))).policy.values).toEqual({});
    expect((await read(list('plutil: file does not exist'))).log).toContain('no dictionary');
  });
});
