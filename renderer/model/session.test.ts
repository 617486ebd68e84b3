import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CodedError, contract, type ErrorCode, type ErrorDetail } from '../../preload/contract/index.ts';
import { office, openTo, type PageMain } from '../../test/page/index.ts';
import { createClient } from '../client/index.ts';
import { Navigation, SignIn, SignInAgain, SignOut, Toasts } from './index.ts';

const { accountId } = office;
const server = {
  baseUrl: 'https://matrix.example',
  serverName: 'example',
  passwordLogin: true,
  oauth: false,
  sso: null,
  registers: false,
  resets: false,
  external: false,
  invited: false,
};
const refuse = (code: ErrorCode, detail: ErrorDetail = {}) => Promise.reject(new CodedError(code, 'as the story says', { detail }));

const clients: { close: () => void }[] = [];
function clientOf(calls: PageMain['calls']) {
  const client = createClient(contract, openTo({ feeds: {}, calls }).open);
  clients.push(client);
  return client;
}
afterEach(() => clients.splice(0).forEach((client) => client.close()));

describe('signing in', () => {
  it('finds the server, fills in a full identifier, and forgets the password once it was right', async () => {
    const asked: unknown[] = [];
    const signIn = new SignIn(
      clientOf({
        'session.discover': async ({ address }) => (asked.push(address), server),
        'session.signIn': async (input) => (asked.push(input), { accountId }),
      }),
    );
    signIn.address = ' @marie:example ';
    expect(await signIn.discover()).toBe(true);
    expect(signIn.step).toBe('password');
    signIn.password = 'a secret';
    expect(await signIn.signIn()).toBe(accountId);
    expect(signIn.password).toBe('');
    expect(asked).toEqual(['@marie:example', { baseUrl: 'https://matrix.example', user: '@marie:example', password: 'a secret' }]);
  });

  it('stays where it is when there is no such server', async () => {
    const signIn = new SignIn(clientOf({ 'session.discover': () => refuse('server.not-matrix') }));
    signIn.address = 'example.org';
    expect(await signIn.discover()).toBe(false);
    expect([signIn.task.error?.code, signIn.step]).toEqual(['server.not-matrix', 'address']);
  });

  it('goes to the browser where the server takes no password, with the address as a hint', async () => {
    const asked: unknown[] = [];
    const signIn = new SignIn(
      clientOf({
        'session.discover': async () => ({ ...server, passwordLogin: false, oauth: true }),
        'signIn.browser': async (wish) => (asked.push(wish), { accountId }),
      }),
    );
    for (const [address, hint, create] of [
      ['marie@example.fr', 'marie@example.fr', false],
      ['@marie:example', 'mxid:@marie:example', true],
    ] as const) {
      signIn.address = address;
      await signIn.discover();
      expect(signIn.step).toBe('browser');
      expect(await signIn.enterByBrowser(create)).toBe(accountId);
      expect(asked.pop()).toEqual({ baseUrl: 'https://matrix.example', hint, create, provider: null });
      signIn.back();
    }
  });

  it('forgets what was pasted when the journey ends, and is no error when the agent gives it up', async () => {
    const waiting = clientOf({
      'session.discover': async () => ({ ...server, passwordLogin: false, oauth: true }),
      'signIn.browser': (_wish, { signal }) =>
        new Promise((_, fail) => signal.addEventListener('abort', () => fail(new CodedError('bridge.cancelled', 'given up')))),
      'signIn.answer': () => refuse('auth.state-mismatch'),
    });
    const signIn = new SignIn(waiting);
    signIn.address = 'example';
    await signIn.discover();
    const entering = signIn.enterByBrowser(false);
    signIn.journey.pasted = 'http://127.0.0.1/?code=x&state=y';
    await signIn.journey.answer();
    expect([signIn.journey.help.error?.code, signIn.journey.task.busy]).toEqual(['auth.state-mismatch', true]);
    signIn.journey.cancel();
    expect(await entering).toBeNull();
    expect([signIn.journey.pasted, signIn.journey.task.error, signIn.journey.help.error]).toEqual(['', null, null]);
  });

  it('keeps a wrong password for correction, and forgets it on the way back', async () => {
    const calls = { 'session.discover': async () => server, 'session.signIn': () => refuse('auth.wrong-password') };
    const signIn = new SignIn(clientOf(calls));
    signIn.address = 'example';
    await signIn.discover();
    signIn.user = 'marie';
    signIn.password = 'wrogn';
    expect(await signIn.signIn()).toBeNull();
    expect(signIn.password).toBe('wrogn');
    signIn.back();
    expect([signIn.password, signIn.step, signIn.task.error]).toEqual(['', 'address', null]);
  });

  it('waits as long as the server says', async () => {
    let asked = 0;
    const calls: PageMain['calls'] = { 'session.discover': () => ((asked += 1), refuse('server.rate-limited', { retryAfterMs: 60_000 })) };
    const signIn = new SignIn(clientOf(calls));
    signIn.address = 'example';
    await signIn.discover();
    expect(signIn.wait.seconds).toBe(60);
    await signIn.discover();
    expect(asked).toBe(1);
    signIn.forget();
    expect(signIn.wait.seconds).toBe(0);
  });
});

describe('signing in again after a soft logout', () => {
  it('asks for the password of the same account', async () => {
    let right = false;
    const again = new SignInAgain(
      clientOf({ 'session.signInAgain': async () => (right ? null : refuse('auth.wrong-password')) }),
      () => accountId,
    );
    expect(await again.signIn()).toBe(false);
    expect(again.missing).toBe(true);
    again.password = 'first';
    expect(await again.signIn()).toBe(false);
    expect([again.task.error?.code, again.password]).toEqual(['auth.wrong-password', 'first']);
    right = true;
    expect(await again.signIn()).toBe(true);
    expect(again.password).toBe('');
  });
});

describe('signing out', () => {
  const nothing = {
    keysNotBackedUp: 0,
    backupWorks: true,
    noWayBack: false,
    queuedMessages: 0,
    drafts: 0,
    providerSession: 'none' as const,
  };

  it('does not ask when nothing would be lost', async () => {
    const told: unknown[] = [];
    const signOut = new SignOut(
      clientOf({ 'session.signOutPreview': async () => nothing, 'session.signOut': async (input) => (told.push(input), null) }),
      accountId,
    );
    await vi.waitFor(() => expect(signOut.preview).not.toBeNull());
    expect([signOut.losesSomething, await signOut.signOut()]).toEqual([false, true]);
    expect(told).toEqual([{ accountId, acceptLoss: false }]);
  });

  it('waits for the agent to accept a loss', async () => {
    const told: unknown[] = [];
    const calls: PageMain['calls'] = {
      'session.signOutPreview': async () => ({ ...nothing, queuedMessages: 1 }),
      'session.signOut': async (input) => (told.push(input), null),
    };
    const signOut = new SignOut(clientOf(calls), accountId);
    await vi.waitFor(() => expect(signOut.preview).not.toBeNull());
    expect(await signOut.signOut()).toBe(false);
    signOut.accepted = true;
    expect(await signOut.signOut()).toBe(true);
    expect(told).toEqual([{ accountId, acceptLoss: true }]);
  });

  it('counts again when keys came meanwhile', async () => {
    let keys = 0;
    const calls: PageMain['calls'] = {
      'session.signOutPreview': async () => ({ ...nothing, keysNotBackedUp: keys }),
      'session.signOut': () => ((keys = 7), refuse('crypto.keys-not-backed-up')),
    };
    const signOut = new SignOut(clientOf(calls), accountId);
    await vi.waitFor(() => expect(signOut.preview).not.toBeNull());
    expect(await signOut.signOut()).toBe(false);
    expect([signOut.preview?.keysNotBackedUp, signOut.allowed]).toEqual([7, false]);
  });
});

describe('where the agent is', () => {
  it('remembers the room of every account', () => {
    const [one, two] = ['one', 'two'] as (typeof accountId)[];
    const navigation = new Navigation();
    navigation.keepTo([one, two] as (typeof accountId)[]);
    expect(navigation.accountId).toBe('one');
    navigation.openRoom(one as typeof accountId, '!a:x' as never);
    navigation.openRoom(two as typeof accountId, '!b:x' as never);
    navigation.openAccount(one as typeof accountId);
    expect(navigation.roomId).toBe('!a:x');
    navigation.keepTo(['two'] as (typeof accountId)[]);
    expect([navigation.accountId, navigation.roomId]).toEqual(['two', '!b:x']);
  });

  it('stays on the sign-in screen when the accounts change behind it', () => {
    const navigation = new Navigation();
    navigation.addingAccount = true;
    navigation.keepTo(['one'] as (typeof accountId)[]);
    expect(navigation.addingAccount).toBe(true);
    navigation.openAccount('one' as typeof accountId);
    expect(navigation.addingAccount).toBe(false);
  });
});

describe('short news', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('goes by itself; a problem stays, once', () => {
    const toasts = new Toasts();
    toasts.say('Fait');
    toasts.problem(new CodedError('store.disk-full', 'full'));
    toasts.problem(new CodedError('store.disk-full', 'full'));
    expect(toasts.items).toHaveLength(2);
    vi.advanceTimersByTime(6000);
    expect(toasts.items.map((toast) => toast.problem?.support)).toEqual(['T-STO-03']);
    toasts.close(toasts.items[0]?.id ?? -1);
    expect(toasts.items).toEqual([]);
  });
});
