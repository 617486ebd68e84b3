import { t } from '../../text/index.ts';

type Key = 'command' | 'alt' | 'shift' | 'enter' | 'escape' | 'up' | 'down';

/** The names of keys as they are printed on the agent's keyboard. */
export function keyNames(mac: boolean, keys: readonly string[]): string[] {
  const words = t().shell.keys;
  const names: Record<Key, string> = {
    command: mac ? '⌘' : words.ctrl,
    alt: mac ? '⌥' : words.alt,
    shift: mac ? '⇧' : words.shift,
    enter: words.enter,
    escape: words.escape,
    up: words.up,
    down: words.down,
  };
  return keys.map((key) => (key in names ? names[key as Key] : key));
}
