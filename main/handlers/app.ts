import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';
import { done } from './session.ts';

type Names = Extract<keyof Handlers, `app.${string}` | `settings.${string}`>;

export function appHandlers({ desk, settings }: Services): Pick<Handlers, Names> {
  return {
    'app.info': async () => desk.info(),
    'app.setFocus': async (focus) => done(desk.setFocus(focus)),
    'app.openLink': async ({ url }) => done(await desk.openLink(url)),
    'app.putAwayAdvice': async ({ version }) => done(desk.putAwayAdvice(version)),
    'settings.update': async (change) => done(settings.update(change)),
  };
}
