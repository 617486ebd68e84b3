import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

export function conversationHandlers({ conversation }: Services): Pick<Handlers, Extract<keyof Handlers, `conversation.${string}`>> {
  return {
    'conversation.permalink': (target) => conversation.permalink(target),
    'conversation.source': (target) => conversation.source(target),
    'conversation.versions': (target) => conversation.versions(target),
    'conversation.reactors': (target) => conversation.reactors(target),
    'conversation.forward': async (input) => done(await conversation.forward(input)),
    'conversation.files': (input) => conversation.files(input),
    'conversation.loadOlder': (input) => conversation.loadOlder(input),
    'conversation.readThread': async (input) => done(await conversation.readThread(input)),
    'conversation.pin': async (input) => done(await conversation.pin(input)),
    'conversation.atDate': (input) => conversation.atDate(input),
    'conversation.previewLink': (input) => conversation.previewLink(input),
    'conversation.report': async (target) => done(await conversation.report(target)),
  };
}
