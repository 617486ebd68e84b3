import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What can go wrong between an application and its server. */
export type Fault =
  /** The request waits before it is passed on. */
  | { kind: 'latency'; ms: number }
  /** The body of the request is not taken until the rule is removed: what is large comes to a stop on its way. */
  | { kind: 'stall' }
  /** The request waits until the rule is released or removed. */
  | { kind: 'hold' }
  /** The connection is reset. `before-request`: the server never saw it; `before-headers`: it did its work; `mid-body`: half of the answer came. */
  | { kind: 'cut'; at: 'before-request' | 'before-headers' | 'mid-body' }
  /** The server is not asked: an error of it, or of something in front of it, is answered. */
  | { kind: 'status'; status: number; errcode?: string; retryAfterMs?: number; softLogout?: boolean }
  /** A well-formed HTTP answer whose body stops in the middle of the JSON. */
  | { kind: 'truncate' }
  /** The answer says that it is huge and begins; without `declared` it says nothing and never ends. The server is not asked. */
  | { kind: 'flood'; declared?: number }
  /** The body comes in drops. */
  | { kind: 'slow'; bytesPerSecond: number }
  /** Another body stands in place of the server's, and another status where one is named. The server is asked. */
  | { kind: 'replace'; body: (original: Buffer) => Buffer | string; status?: number };

export interface Upstream {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Ends the connection of a request the hard way (RST), so that the client sees a lost network. */
export function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

/** Answers in place of the server. */
export function answerStatus(response: ServerResponse, fault: Extract<Fault, { kind: 'status' }>): void {
  const body = JSON.stringify({
    errcode: fault.errcode ?? (fault.status === 429 ? 'M_LIMIT_EXCEEDED' : 'M_UNKNOWN'),
    error: 'fault of the test proxy',
    ...(fault.retryAfterMs === undefined ? {} : { retry_after_ms: fault.retryAfterMs }),
    ...(fault.softLogout === undefined ? {} : { soft_logout: fault.softLogout }),
  });
  const retryAfter = fault.retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(fault.retryAfterMs / 1000)) };
  response.writeHead(fault.status, { 'content-type': 'application/json', 'access-control-allow-origin': '*', ...retryAfter }).end(body);
}

/** Gives the server's answer, spoilt as the fault says. */
export async function answer(request: IncomingMessage, response: ServerResponse, upstream: Upstream, fault: Fault | null): Promise<void> {
  const body = spoil(upstream.body, fault);
  if (fault?.kind === 'cut' && fault.at === 'before-headers') return reset(request);
  const status = (fault?.kind === 'replace' ? fault.status : undefined) ?? upstream.status;
  response.writeHead(status, { ...upstream.headers, 'content-length': String(body.byteLength) });
  if (fault?.kind === 'cut' && fault.at === 'mid-body') {
    response.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => reset(request));
    return;
  }
  if (fault?.kind === 'slow') await drip(response, body, fault.bytesPerSecond);
  else response.end(body);
}

function spoil(body: Buffer, fault: Fault | null): Buffer {
  if (fault?.kind === 'truncate') return body.subarray(0, Math.floor(body.byteLength / 2));
  if (fault?.kind === 'replace') return Buffer.from(fault.body(body));
  return body;
}

/** Answers in place of the server, for as long as the client listens. */
export async function flood(response: ServerResponse, declared: number | undefined): Promise<void> {
  const length = declared === undefined ? {} : { 'content-length': String(declared) };
  response.writeHead(200, { 'content-type': 'application/json', ...length });
  const part = Buffer.alloc(1024 * 1024, ' ');
  while (!response.destroyed) {
    if (!response.write(part)) await writable(response);
    if (declared !== undefined) return;
  }
}

/** Until more can be written, or never. */
function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

async function drip(response: ServerResponse, body: Buffer, bytesPerSecond: number): Promise<void> {
  const part = Math.max(1, Math.floor(bytesPerSecond / 10));
  for (let at = 0; at < body.byteLength && !response.destroyed; at += part) {
    response.write(body.subarray(at, at + part));
    await sleep(100);
  }
  response.end();
}
