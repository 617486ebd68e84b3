import type { CallInput } from '../../preload/contract/index.ts';
import type { Handlers } from '../../preload/wire/index.ts';
import { findMessages } from '../search/index.ts';
import { plainName } from '../timeline/index.ts';
import type { Services } from './services.ts';

type Aim = Pick<Parameters<typeof findMessages>[1], 'kinds' | 'link'>;
const aims: { [K in CallInput<'search.messages'>['kind']]: Aim } = {
  all: { kinds: [], link: false },
  images: { kinds: ['image', 'media'], link: false },
  files: { kinds: ['file'], link: false },
  links: { kinds: [], link: true },
};

export function searchHandlers({ accounts }: Services): Pick<Handlers, Extract<keyof Handlers, `search.${string}`>> {
  return {
    'search.messages': async ({ accountId, kind, ...request }) => {
      const account = accounts.get(accountId);
      const { messages, ...rest } = await findMessages(account.cache, { ...request, ...aims[kind] });
      const blocked = account.people.blocked();
      return {
        ...rest,
        messages: messages
          .filter(({ sender }) => !blocked.has(sender))
          .map(({ sender, senderName, ...message }) => ({
            ...message,
            sender: { userId: sender, name: plainName(sender, senderName) },
          })),
      };
    },
  };
}
