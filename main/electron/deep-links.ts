import type { Electron } from './modules.ts';

/** The first link of ours among the arguments of a start, or null (Windows and Linux hand links over so). */
function linkIn(args: readonly string[], schemes: readonly string[]): string | null {
  return args.find((arg) => arg.length <= 4096 && schemes.includes(schemeOf(arg))) ?? null;
}

const schemeOf = (text: string) => URL.parse(text)?.protocol.slice(0, -1) ?? '';

export interface DeepLinks {
  /** Gives every link, also those that came before. */
  onLink(listener: (url: string) => void): void;
}

/**
 * Links that the OS hands over: with the first start, with a second start (which ends at once), or
 * by an Apple event, which may come before we are ready.
 */
export function collectDeepLinks(electron: Pick<Electron, 'app'>, schemes: readonly string[], args: readonly string[]): DeepLinks {
  const waiting: string[] = [];
  let hear: (url: string) => void = (url) => waiting.push(url);
  const take = (url: string | null) => {
    if (url !== null) hear(url);
  };
  take(linkIn(args, schemes));
  electron.app.on('second-instance', (_event, argv) => take(linkIn(argv, schemes)));
  electron.app.on('open-url', (event, url) => {
    event.preventDefault();
    take(linkIn([url], schemes));
  });
  return {
    onLink(listener) {
      hear = listener;
      waiting.splice(0).forEach(listener);
    },
  };
}
