import { parseArgs } from 'node:util';
import { createSystemKeychain } from '../../main/electron/keychain/keytar-keychain.ts';
import { CodedError } from '../../preload/contract/index.ts';
import { startHeadless, type Headless } from './start-headless.ts';

const usage =
  'node test/host/headless.ts --data DIR [--port N] [--renderer DIR] [--system-keychain] [--sign-in user:password@https://server]... [--code CODE]';

/** Reads `user:password@url`: the user has no colon unless it is a Matrix id, the URL begins at the last `@http`. */
function readLogin(text: string): { baseUrl: string; user: string; password: string } {
  const [, user, password, baseUrl] = /^(@[^:]+:[^:]+(?::\d+)?|[^:]+):(.*)@(https?:\/\/.*)$/su.exec(text) ?? [];
  if (user === undefined || password === undefined || baseUrl === undefined) throw new Error(usage);
  return { baseUrl, user, password };
}

const context = { signal: new AbortController().signal };

/** Signs in and, where a verification code is given, confirms the device with it. */
async function signIn({ app }: Headless, text: string, code: string | undefined): Promise<void> {
  try {
    const { accountId } = await app.handlers['session.signIn'](readLogin(text), context);
    if (code !== undefined) await app.handlers['identity.useCode']({ accountId, typed: code }, context);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'auth.already-signed-in') throw error;
  }
}

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    renderer: { type: 'string', default: 'out/renderer-socket' },
    'system-keychain': { type: 'boolean', default: false },
    'sign-in': { type: 'string', multiple: true, default: [] },
    code: { type: 'string' },
  },
});
if (values.data === undefined) throw new Error(usage);
const keychain = values['system-keychain'] ? { keychain: createSystemKeychain() } : {};
const headless = await startHeadless({ dataDir: values.data, port: Number(values.port), rendererDir: values.renderer, ...keychain });
for (const login of values['sign-in']) await signIn(headless, login, values.code);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void headless.stop().then(() => process.exit(0)));
console.log(headless.url);
