import type { Bridge, Port } from '../../preload/wire/index.ts';

/** The port over the preload's bridge. It lives as long as the page, so it only closes by our own hand. */
export function electronPort(bridge: Bridge): Port {
  const onClose: (() => void)[] = [];
  let open = true;
  return {
    send: (message) => {
      if (open) bridge.send(message);
    },
    onMessage: (listener) =>
      bridge.onMessage((message) => {
        if (open) listener(message);
      }),
    onClose: (listener) => onClose.push(listener),
    close: () => {
      if (!open) return;
      open = false;
      for (const listener of onClose) listener();
    },
  };
}
