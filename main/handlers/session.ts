import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';

type Names = Extract<keyof Handlers, `session.${string}`>;

export function sessionHandlers({ sessions }: Services): Pick<Handlers, Names> {
  return {
    'session.discover': ({ address }) => sessions.discover(address),
    'session.signIn': async (login) => ({ accountId: await sessions.signIn(login) }),
    'session.signInAgain': async ({ accountId, password }) => done(await sessions.signInAgain(accountId, password)),
    'session.unlock': async ({ accountId }) => done(await sessions.unlock(accountId)),
    'session.check': async ({ accountId }) => ({ open: await sessions.check(accountId) }),
    'session.sendRenewal': async ({ accountId }) => done(await sessions.sendRenewal(accountId)),
    'session.signOutPreview': ({ accountId }) => sessions.signOutPreview(accountId),
    'session.signOut': async ({ accountId, acceptLoss }) => done(await sessions.signOut(accountId, acceptLoss)),
    'session.forget': async ({ accountId }) => done(await sessions.forget(accountId)),
  };
}

/** The answer of a call that only does something. */
export const done = (_nothing: void): null => null;
