import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KeychainError } from '../../host/index.ts';
import { createSystemKeychain, problemOf } from './keytar-keychain.ts';

const module = new URL('./keytar-keychain.ts', import.meta.url).href;
const hasSecretService = ['dbus-run-session', 'gnome-keyring-daemon', 'gdbus'].every((tool) => spawnSync('which', [tool]).status === 0);

/** Runs a script with `keychain` in a session bus of its own, after `before` started the keyring; answers what it printed. */
async function inSession(before: string, body: string): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'keyring-'));
  const script = join(home, 'story.mjs');
  writeFileSync(
    script,
    `import { createSystemKeychain } from ${JSON.stringify(module)};
     const keychain = createSystemKeychain();
     const tell = (work) => work.then((value) => value, (error) => error.problem ?? error.message);
     ${body}
     process.exit(0);`,
  );
  const { DISPLAY: _display, DBUS_SESSION_BUS_ADDRESS: _bus, ...env } = process.env;
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', `${before}; exec "${process.execPath}" ${script}`], {
    env: { ...env, HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_RUNTIME_DIR: home, XDG_CACHE_HOME: join(home, 'cache') },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
  await new Promise((resolve) => child.on('close', resolve));
  rmSync(home, { recursive: true, force: true });
  return out.trim().split('\n').at(-1) ?? '';
}

const unlocked = 'printf secret | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1';
const lockedAgain = `${unlocked}; gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets --method org.freedesktop.Secret.Service.Lock "['/org/freedesktop/secrets/collection/login']" >/dev/null`;

describe.skipIf(!hasSecretService)('the system keychain with a real Secret Service', () => {
  it('keeps, gives back and removes a secret', async () => {
    const body = `
      const before = await tell(keychain.get('tchap-desktop/one'));
      await keychain.set('tchap-desktop/one', 'c2VjcmV0');
      const kept = await keychain.get('tchap-desktop/one');
      await keychain.delete('tchap-desktop/one');
      await keychain.delete('tchap-desktop/one');
      console.log(JSON.stringify([before, kept, await keychain.get('tchap-desktop/one')]));`;
    expect(await inSession(unlocked, body)).toBe('[null,"c2VjcmV0",null]');
  }, 30_000);

  it('says that it is locked, even where the service answers that there is nothing', async () => {
    const body = `console.log(JSON.stringify([await tell(keychain.get('tchap-desktop/one')), await tell(keychain.set('tchap-desktop/one', 'x'))]));`;
    expect(await inSession(lockedAgain, body)).toBe('["locked","locked"]');
  }, 30_000);
});

describe('the system keychain without a service', () => {
  it('says that it is absent when the addon or the bus is missing', async () => {
    const keychain = createSystemKeychain(() => Promise.reject(new Error('Failed to load keytar native addon')));
    await expect(keychain.get('tchap-desktop/one')).rejects.toSatisfy((e) => e instanceof KeychainError && e.problem === 'absent');
  });

  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'absent'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'absent'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'absent'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['User canceled the operation.', 'refused'],
    ['The user name or passphrase you entered is not correct.', 'refused'],
    ['Prompt was dismissed', 'refused'],
  ])('reads “%s” as %s', (text, problem) => expect(problemOf(new Error(text))).toBe(problem));
});
