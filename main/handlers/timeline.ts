import type { Handlers } from '../../preload/wire/index.ts';
import type { Services } from './services.ts';

export function timelineHandlers({ paginate }: Services): Pick<Handlers, Extract<keyof Handlers, `timeline.${string}`>> {
  return { 'timeline.paginate': (input) => paginate(input) };
}
