// Runs the built main (`out/main`) in Node around a fake Electron and a fake keychain, and uses it as an agent
// would, through the built preload. Arguments: folder of the profile, base URL, user, password. Prints one JSON line.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { contract, type RoomId, type TimelineItem, type TransactionId } from '../../preload/contract/index.ts';
import { applyDiffs, connect, type Bridge, type Client } from '../../preload/wire/index.ts';
import { electronPort } from '../../renderer/entry/electron.ts';
import { FakeElectron, type FakePage } from '../carrier/fake-electron.ts';
import { fakePreloadModule } from '../carrier/fake-ipc.ts';

const [profile = '', baseUrl = '', user = '', password = ''] = process.argv.slice(2);
const electron = new FakeElectron(profile);
electron.isNetworkReal = true;
const secrets = new Map<string, string>();
const keytar = {
  getPassword: async (service: string, account: string) => secrets.get(`${service}/${account}`) ?? null,
  setPassword: async (service: string, account: string, secret: string) => void secrets.set(`${service}/${account}`, secret),
  deletePassword: async (service: string, account: string) => secrets.delete(`${service}/${account}`),
};
Object.assign(globalThis, { fakeElectron: electron.module, fakeKeytar: keytar });
const names = Object.keys(electron.module).join(', ');
const fakes: Record<string, string> = {
  electron: `export const { ${names} } = globalThis.fakeElectron;`,
  keytar: 'export default globalThis.fakeKeytar;',
};
registerHooks({
  resolve: (specifier, context, next) =>
    fakes[specifier] === undefined
      ? next(specifier, context)
      : { url: `data:text/javascript,${encodeURIComponent(fakes[specifier])}`, format: 'module', shortCircuit: true },
});

const built = (path: string) => fileURLToPath(new URL(`../../out/${path}`, import.meta.url));
await import(built('main/index.js'));
await until(() => electron.windows.length === 1 || electron.errors.length > 0);
if (electron.errors.length > 0) throw new Error(electron.errors.join());
const client: Client = connect(contract, electronPort(builtPreload(electron.window.webContents)));
process.stdout.write(`${JSON.stringify(await talk())}\n`);
electron.app.quit();
await until(() => electron.app.quits === 1);
process.exit(0);

/** Signs in, makes an encrypted room and says something in it. */
async function talk() {
  const { version } = await client.call('app.info', {});
  const { accountId } = await client.call('session.signIn', { baseUrl, user, password });
  const { roomId } = await client.call('rooms.create', { accountId, name: 'Salon du paquet', invite: [] });
  const transactionId = 'packaged-1' as TransactionId;
  const content = { kind: 'text', style: 'text', body: 'depuis le paquet', html: null, replyTo: null } as const;
  await client.call('messages.send', { accountId, roomId, transactionId, content });
  const { suggestions } = await client.call('spelling.suggest', { accountId, word: 'acceuil' });
  const message = await sent(accountId, roomId);
  return { version, suggestions, roomId, eventId: message.eventId, page: await statusOf('app://tchap/index.html') };
}

function sent(accountId: Parameters<typeof client.call<'session.unlock'>>[1]['accountId'], roomId: RoomId) {
  return new Promise<Extract<TimelineItem, { type: 'message' }>>((resolve, reject) => {
    let items: TimelineItem[] = [];
    const look = (next: TimelineItem[]) => {
      items = next;
      const found = items.find((item) => item.type === 'message' && item.status === 'sent' && item.eventId !== null);
      if (found?.type === 'message') resolve(found);
    };
    client.feed('timeline', { accountId, roomId }, { onReset: look, onBatch: (diffs) => look(applyDiffs(items, diffs)), onError: reject });
  });
}

async function statusOf(url: string): Promise<number> {
  const session = [...electron.sessions.values()][0];
  return (await session?.handlers.get('app')?.({ url, method: 'GET' } as Request))?.status ?? 0;
}

function builtPreload(contents: FakePage): Bridge {
  const { module, exposed } = fakePreloadModule(contents);
  const preload = compileFunction(readFileSync(built('preload/index.cjs'), 'utf8'), ['require']) as (load: () => unknown) => void;
  preload(() => module);
  return exposed['tchap'] as Bridge;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
