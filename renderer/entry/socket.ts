import { decodeMessage, encodeMessage, type Port } from '../../preload/wire/index.ts';

/** The part of a browser's `WebSocket` that is used. */
export interface PageSocket {
  binaryType: string;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(type: 'open' | 'error' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

/** Waits until the socket is open. Rejects when it closes before. Development and tests only: never packaged. */
export function openSocketPort(socket: PageSocket): Promise<Port> {
  socket.binaryType = 'arraybuffer';
  const port = socketPort(socket);
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(port));
    socket.addEventListener('close', () => reject(new Error('the socket did not open')));
  });
}

function socketPort(socket: PageSocket): Port {
  let open = true;
  const onClose: (() => void)[] = [];
  socket.addEventListener('close', () => {
    if (!open) return;
    open = false;
    for (const listener of onClose) listener();
  });
  // A socket that fails closes afterwards; without a listener Node's would throw.
  socket.addEventListener('error', () => undefined);
  return {
    send: (message) => {
      if (open) socket.send(encodeMessage(message));
    },
    onMessage: (listener) =>
      socket.addEventListener('message', ({ data }) => {
        if (open && data instanceof ArrayBuffer) listener(decodeMessage(new Uint8Array(data)));
      }),
    onClose: (listener) => onClose.push(listener),
    close: () => socket.close(),
  };
}
