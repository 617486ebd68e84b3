import { contract } from '../../preload/contract/index.ts';
import { serve, type Port, type Served } from '../../preload/wire/index.ts';
import type { Logger } from '../log/index.ts';
import type { App } from './types.ts';

/** Serves the contract to one page until its port closes. */
export function attachPage(app: App, port: Port, log: Logger): Served<typeof contract> {
  const served = serve(contract, port, {
    handlers: app.handlers,
    feeds: app.feeds,
    report: (name, error) => log.error('a call or feed failed', { name, error }),
  });
  const stop = app.onEvent((event) => served.emit(event.name, event.payload));
  port.onClose(stop);
  return served;
}
