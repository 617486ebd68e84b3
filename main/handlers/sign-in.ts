import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `signIn.${string}` | `account.${string}` | `byMail.${string}`>;

export function signInHandlers({ browser, byMail }: Services): Pick<Handlers, Names> {
  return {
    'signIn.browser': async (wish, { signal }) => ({ accountId: await browser.signIn(wish, signal) }),
    'signIn.browserAgain': async ({ accountId }, { signal }) => done(await browser.signInAgain(accountId, signal)),
    'signIn.reopen': async ({ byLink }) => done(await browser.reopen(byLink)),
    'signIn.answer': async ({ address }) => done(browser.answer(address)),
    'byMail.begin': (input) => byMail.begin(input),
    'byMail.send': async (input) => done(await byMail.send(input)),
    'byMail.finish': async (input) => ({ accountId: await byMail.finish(input) }),
    'account.pages': ({ accountId }) => browser.pages(accountId),
    'account.openPage': async ({ accountId, page, deviceId }) => done(await browser.openPage(accountId, page, deviceId)),
  };
}
