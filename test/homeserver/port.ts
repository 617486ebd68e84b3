import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems give to who asks for any: none of these is taken while a server of ours is stopped. */
const first = 20_000;
const last = 32_000;

/**
 * A TCP port of the loopback that nothing listens on, and that no other test is given while this process
 * lives: the same number is held as a UDP port, which the system lets go of however the process ends.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(first, last);
    if ((await held(port)) && (await listens(port))) return port;
  }
  throw new Error(`no port is free between ${first} and ${last}`);
}

async function held(port: number): Promise<boolean> {
  const socket = createSocket({ type: 'udp4', reuseAddr: false });
  socket.unref();
  try {
    socket.bind({ port, address: '127.0.0.1', exclusive: true });
    await once(socket, 'listening');
    return true;
  } catch {
    socket.close();
    return false;
  }
}

async function listens(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true });
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
