import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

export function peopleHandlers({ people, memberFiles }: Services): Pick<Handlers, Extract<keyof Handlers, `people.${string}`>> {
  return {
    'people.search': (input, { signal }) => people.search(input, signal),
    'people.writeTo': (input) => people.writeTo(input),
    'people.invite': (input) => people.invite(input),
    'people.revoke': async (input) => done(await people.revoke(input)),
    'people.card': (input) => people.card(input),
    'people.setBlocked': async (input) => done(await people.setBlocked(input)),
    'people.exportMembers': async (input) => ({ count: await memberFiles.export(input) }),
  };
}
