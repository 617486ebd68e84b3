import type { Keychain, KeychainProblem } from '../../host/index.ts';
import { KeychainError } from '../../host/index.ts';

type Keytar = typeof import('keytar');

/** What the three systems say, from keytar's own texts and libsecret, Security.framework and Credential Manager. */
const signs: readonly [KeychainProblem, RegExp][] = [
  ['locked', /locked collection|is locked|user interaction is not allowed|-25308/iu],
  ['refused', /dismissed|cancell?ed|denied|not correct|authorization|-128|-25293/iu],
];

/** The problem behind an error of keytar; what is not known to be locked or refused is absent. */
export function problemOf(error: unknown): KeychainProblem {
  const text = error instanceof Error ? error.message : String(error);
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? 'absent';
}

/** `tchap-desktop/<account>`: the service, then the account within it. */
function split(name: string): [service: string, account: string] {
  const slash = name.indexOf('/');
  if (slash < 1 || slash === name.length - 1) throw new Error('a keychain name is service/account');
  return [name.slice(0, slash), name.slice(slash + 1)];
}

async function telling<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new KeychainError(problemOf(error), error);
  }
}

const probe = 'keychain-check';

/**
 * libsecret answers "nothing found" for a locked collection whose prompt was dismissed or could not
 * be shown. Only a write tells the two apart, so an empty answer is believed after one that worked.
 */
async function assertOpen(keytar: Keytar, service: string): Promise<void> {
  await keytar.setPassword(service, probe, 'ok');
  await keytar.deletePassword(service, probe);
}

async function read(keytar: Keytar, name: string): Promise<string | null> {
  const [service, account] = split(name);
  const secret = await keytar.getPassword(service, account);
  if (secret !== null) return secret;
  await assertOpen(keytar, service);
  return keytar.getPassword(service, account);
}

/**
 * The keychain of the OS through keytar (Credential Manager, Keychain, Secret Service). keytar is
 * loaded at the first use, so that a machine without libsecret starts and can say so.
 */
export function createSystemKeychain(load: () => Promise<Keytar> = async () => (await import('keytar')).default): Keychain {
  return {
    get: (name) => telling(async () => read(await load(), name)),
    set: (name, secret) => telling(async () => (await load()).setPassword(...split(name), secret)),
    delete: (name) => telling(async () => void (await (await load()).deletePassword(...split(name)))),
  };
}
