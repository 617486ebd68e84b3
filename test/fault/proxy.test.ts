import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy } from './index.ts';

const whole = { text: 'x'.repeat(2000) };

describe('the fault proxy', () => {
  let server: Server;
  let proxy: FaultProxy;
  let served: string[];
  beforeEach(async () => {
    served = [];
    server = createServer((request, response) => {
      served.push(`${request.method} ${request.url}`);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(whole));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    proxy = await startFaultProxy(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
  });
  afterEach(async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });
  const get = (path = '/sync') => fetch(`${proxy.url}${path}`);

  it('passes everything on, untouched, without a rule', async () => {
    const response = await fetch(`${proxy.url}/send?a=1`, { method: 'PUT', body: '{"body":"bonjour"}' });
    expect(await response.json()).toEqual(whole);
    expect(served).toEqual(['PUT /send?a=1']);
    expect(proxy.seen).toMatchObject([{ method: 'PUT', path: '/send?a=1', status: 200, serverStatus: 200, body: '{"body":"bonjour"}' }]);
  });

  it('strikes only what matches, as often as told', async () => {
    const rule = proxy.add({ match: /^GET \/sync/, times: 2, fault: { kind: 'status', status: 500 } });
    expect((await get('/other')).status).toBe(200);
    expect([(await get()).status, (await get()).status, (await get()).status]).toEqual([500, 500, 200]);
    expect(rule.hits).toBe(2);
    await rule.struck;
  });

  it('answers a rate limit with the wait in both forms', async () => {
    proxy.add({ match: /sync/, fault: { kind: 'status', status: 429, retryAfterMs: 1500 } });
    const response = await get();
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await response.json()).toMatchObject({ errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 1500 });
    expect(served).toEqual([]);
  });

  it('brings a large body to a stop on its way, until the rule is removed', async () => {
    const rule = proxy.add({ match: /upload/, fault: { kind: 'stall' } });
    const size = 64 * 1024 * 1024;
    const asked = request(`${proxy.url}/upload`, { method: 'POST', headers: { 'content-length': size } });
    const answered = once(asked, 'response');
    asked.end(Buffer.alloc(size));
    await rule.struck;
    expect(served).toEqual([]);
    expect(asked.writableFinished).toBe(false);
    rule.remove();
    await answered;
    expect(served).toEqual(['POST /upload']);
  });

  it('cuts before the server sees anything', async () => {
    proxy.add({ match: /sync/, times: 1, fault: { kind: 'cut', at: 'before-request' } });
    await expect(get()).rejects.toThrow();
    expect(served).toEqual([]);
    expect((await get()).status).toBe(200);
  });

  it('cuts after the server did its work', async () => {
    proxy.add({ match: /sync/, fault: { kind: 'cut', at: 'before-headers' } });
    await expect(get()).rejects.toThrow();
    expect(served).toEqual(['GET /sync']);
    expect(proxy.seen).toMatchObject([{ status: null, serverStatus: 200 }]);
  });

  it('cuts in the middle of the body', async () => {
    proxy.add({ match: /sync/, fault: { kind: 'cut', at: 'mid-body' } });
    const response = await get();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('truncates a body without a network error', async () => {
    proxy.add({ match: /sync/, fault: { kind: 'truncate' } });
    const text = await (await get()).text();
    expect(text).toBe(JSON.stringify(whole).slice(0, text.length));
    expect(text.length).toBe(Math.floor(JSON.stringify(whole).length / 2));
  });

  it('lets the body come in drops, whole in the end', async () => {
    proxy.add({ match: /sync/, fault: { kind: 'slow', bytesPerSecond: 10_000 } });
    const parts: number[] = [];
    for await (const part of (await get()).body ?? []) parts.push(part.length);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.reduce((a, b) => a + b)).toBe(JSON.stringify(whole).length);
  });

  it('replaces a body', async () => {
    proxy.add({ match: /sync/, fault: { kind: 'replace', body: (original) => `[${original.toString()}]` } });
    expect(await (await get()).json()).toEqual([whole]);
  });

  it('holds a request until the story lets it go', async () => {
    const rule = proxy.add({ match: /sync/, fault: { kind: 'hold' } });
    const pending = get();
    await rule.struck;
    expect(served).toEqual([]);
    rule.remove();
    expect((await pending).status).toBe(200);
  });

  it('delays', async () => {
    proxy.add({ match: /sync/, fault: { kind: 'latency', ms: 300 } });
    const started = performance.now();
    await (await get()).text();
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  it('refuses connections while the network is gone, and is back on the same port', async () => {
    const rule = proxy.add({ match: /poll/, fault: { kind: 'hold' } });
    const pending = get('/poll');
    await rule.struck;
    await Promise.all([proxy.disconnect(), expect(pending).rejects.toThrow()]);
    const refused = await get().catch((error: Error) => error.cause);
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.reconnect();
    expect((await get()).status).toBe(200);
  });
});
