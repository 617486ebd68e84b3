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
      const { messages, ...rest } = await findMessages(accounts.get(accountId).cache, { ...request, ...aims[kind] });
      return {
        ...rest,
        messages: messages.map(({ sender, senderName, ...message }) => ({
          ...message,
          sender: { userId: sender, name: plainName(sender, senderName) },
        })),
      };
    },
  };
}
