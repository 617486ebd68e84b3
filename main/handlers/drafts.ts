import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `drafts.${string}`>;

export function draftHandlers({ accounts }: Services): Pick<Handlers, Names> {
  return {
    'drafts.get': async ({ accountId, roomId, thread }) =>
      accounts.get(accountId).precious.draft(roomId, thread) ?? { text: '', state: null },
    'drafts.save': async ({ accountId, roomId, thread, text, state }) =>
      done(accounts.get(accountId).saveDraft(roomId, thread, { text, state })),
  };
}
