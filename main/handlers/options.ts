import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `options.${string}`>;

export function optionHandlers({ accounts }: Services): Pick<Handlers, Names> {
  return {
    'options.get': ({ accountId }) => accounts.get(accountId).options.get(),
    'options.setName': async ({ accountId, name }) => done(await accounts.get(accountId).options.setName(name)),
    'options.setPicture': async ({ accountId, attachmentId }) => done(await accounts.get(accountId).options.setPicture(attachmentId)),
    'options.setEmailNotifications': async ({ accountId, on, language }) =>
      done(await accounts.get(accountId).options.setEmailNotifications(on, language)),
    'options.setRedList': async ({ accountId, on }) => done(await accounts.get(accountId).options.setRedList(on)),
  };
}
