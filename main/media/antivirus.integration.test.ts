import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, EventId, RoomId } from '../../preload/contract/index.ts';
import { startHomeserver, type Homeserver, type TestDevice } from '../../test/homeserver/index.ts';
import { eicar, startScanner, type Scanner } from '../../test/scanner/index.ts';
import { encryptAttachment, sealText } from '../crypto/index.ts';
import { Http } from '../matrix/index.ts';
import type { EventRecord, JsonObject } from '../records/index.ts';
import { openPreciousStore, type PreciousStore } from '../store/index.ts';
import { ContentScanner } from '../tchap/index.ts';
import { AccountMedia } from './account-media.ts';

const roomId = '!room:example.org' as RoomId;
const eventId = '$event' as EventId;
const full = { kind: 'event', roomId, eventId, thumbnail: false } as const;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const opened: { media: AccountMedia; precious: PreciousStore }[] = [];
afterEach(async () => {
  for (const { media, precious } of opened.splice(0)) {
    await media.close();
    precious.close();
  }
});

interface Reader {
  homeserver: string;
  scanner: string;
  token: string;
  directory?: string;
}

/** Media of an agent who reads one message with this content. */
function reader(content: JsonObject, { homeserver, scanner, token, directory = mkdtempSync(join(tmpdir(), 'scan-')) }: Reader) {
  const precious = openPreciousStore(join(directory, `precious-${opened.length}.db`), new Uint8Array(32).fill(1));
  const withToken = (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  };
  const shown = { content };
  const eventOf = () => ({ roomId, eventId, content: shown.content, decryption: { status: 'none' } }) as unknown as EventRecord;
  const saved = { path: join(directory, 'saved.bin') };
  const media = new AccountMedia({
    accountId: 'account' as AccountId,
    directory,
    key: new Uint8Array(32).fill(2),
    http: new Http(homeserver, withToken),
    precious,
    cache: { event: () => Promise.resolve({ event: eventOf(), position: { chunk: 0, index: 0 } }) },
    scanner: new ContentScanner(new Http(scanner, withToken), sealText),
    host: {
      clock: { now: () => Date.now() },
      dialogs: { saveFile: () => Promise.resolve(saved.path) },
      files: { markFromWeb: () => Promise.resolve() },
      handOver: { open: () => Promise.resolve(), drag: () => undefined },
    },
  });
  opened.push({ media, precious });
  return { media, directory, show: (next: JsonObject) => void (shown.content = next) };
}

describe.skipIf(process.platform !== 'linux')('files that come through matrix-content-scanner', () => {
  let server: Homeserver;
  let scanner: Scanner;
  let sender: TestDevice;
  let where: Reader;
  beforeAll(async () => {
    server = await startHomeserver({ config: { enable_authenticated_media: false } });
    sender = await server.signIn(await server.registerUser('alice'));
    scanner = await startScanner(server.url);
    where = { homeserver: server.url, scanner: scanner.url, token: sender.accessToken };
  });
  afterAll(async () => {
    await scanner.close();
    await server.close();
  });

  async function upload(body: Uint8Array, type: string): Promise<string> {
    const headers = { authorization: `Bearer ${sender.accessToken}`, 'content-type': type };
    const response = await fetch(`${server.url}/_matrix/media/v3/upload`, { method: 'POST', headers, body: new Uint8Array(body) });
    return ((await response.json()) as { content_uri: string }).content_uri;
  }
  async function clear(text: string): Promise<JsonObject> {
    return { msgtype: 'm.file', body: 'note.txt', url: await upload(bytes(text), 'text/plain'), info: { mimetype: 'text/plain' } };
  }
  async function encrypted(text: string): Promise<JsonObject> {
    const encryption = encryptAttachment();
    const url = await upload(encryption.update(bytes(text)), 'application/octet-stream');
    return { msgtype: 'm.file', body: 'note.txt', file: { ...encryption.end(), url }, info: { mimetype: 'text/plain' } };
  }

  describe.each([
    ['in clear', clear],
    ['encrypted', encrypted],
  ])('%s', (_kind, make) => {
    it('a clean one is read, and its verdict is not asked for twice', async () => {
      const { media } = reader(await make('Compte rendu du comité'), where);
      const before = scanner.scans();
      expect(await media.scan(roomId, eventId)).toBe('clean');
      expect(await media.scan(roomId, eventId)).toBe('clean');
      expect(await (await media.serve(full, null)).text()).toBe('Compte rendu du comité');
      expect(scanner.scans() - before).toBe(1);
    });

    it('EICAR is named unsafe, and is neither served nor saved', async () => {
      const { media } = reader(await make(`${eicar} ${Math.random()}`), where);
      expect(await media.scan(roomId, eventId)).toBe('unsafe');
      const response = await media.serve(full, null);
      expect([response.status, response.headers.get('x-error-code')]).toEqual([451, 'media.unsafe']);
      await expect(media.save(roomId, eventId)).rejects.toMatchObject({ code: 'media.unsafe' });
    });

    it('what was found clean is read again without scanner or server', async () => {
      const content = await make(`Ordre du jour ${Math.random()}`);
      const first = reader(content, where);
      await first.media.serve(full, null);
      await first.media.close();
      const again = reader(content, {
        ...where,
        homeserver: 'http://127.0.0.1:9',
        scanner: 'http://127.0.0.1:9',
        directory: first.directory,
      });
      expect(await again.media.scan(roomId, eventId)).toBe('clean');
      expect((await again.media.serve(full, null)).status).toBe(200);
    });
  });

  it('a scanner that was given a new key still reads encrypted files', async () => {
    const { media, show } = reader(await encrypted('avant'), where);
    expect(await media.scan(roomId, eventId)).toBe('clean');
    await scanner.renewKey();
    show(await encrypted('après'));
    expect(await media.scan(roomId, eventId)).toBe('clean');
  });

  it('nothing is shown while the scanner is away, and it is once it is back', async () => {
    const { media } = reader(await clear(`Absent ${Math.random()}`), where);
    await scanner.stop();
    await expect(media.scan(roomId, eventId)).rejects.toMatchObject({ code: 'network.unreachable' });
    expect((await media.serve(full, null)).status).toBe(504);
    await scanner.start();
    expect(await media.scan(roomId, eventId)).toBe('clean');
    expect((await media.serve(full, null)).status).toBe(200);
  });

  it('a file that the scanner cannot decrypt is told as changed on its way', async () => {
    const content = await encrypted('original');
    const { media } = reader({ ...content, file: { ...(content['file'] as JsonObject), hashes: { sha256: 'A'.repeat(43) } } }, where);
    await expect(media.scan(roomId, eventId)).rejects.toMatchObject({ code: 'media.tampered' });
  });

  it('a file that is not on the server is told as such', async () => {
    const content = { msgtype: 'm.file', body: 'x', url: `mxc://${server.serverName}/absent`, info: {} };
    await expect(reader(content, where).media.scan(roomId, eventId)).rejects.toMatchObject({ code: 'media.unavailable' });
  });
});

/** Answers that the release of the scanner above does not give, as the reference lists them. */
describe('a fake scanner', () => {
  let fake: Server;
  type Answer = (request: IncomingMessage, response: ServerResponse) => void;
  let answers: { [path: string]: Answer };
  let asked: string[];
  let where: Reader;
  const reply = (status: number, body: JsonObject) => (_request: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const file = { v: 'v2', key: { alg: 'A256CTR', k: 'x' }, iv: 'x', hashes: { sha256: 'x' }, url: 'mxc://example.org/a' };
  const scan = (content: JsonObject) => reader(content, where).media.scan(roomId, eventId);

  beforeAll(async () => {
    fake = createServer((request, response) => {
      const path = (request.url ?? '').replace('/_matrix/media_proxy/unstable/', '');
      asked.push(path);
      (answers[path] ?? reply(404, { reason: 'M_NOT_FOUND' }))(request, response);
    });
    await new Promise<void>((done) => fake.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(fake.address() as AddressInfo).port}`;
    where = { homeserver: url, scanner: url, token: 'token' };
  });
  afterEach(() => (asked = []));
  afterAll(() => void fake.close());
  asked = [];

  it('MCS_MIME_TYPE_FORBIDDEN: the type is not let through', async () => {
    answers = { 'scan/example.org/a': reply(403, { reason: 'MCS_MIME_TYPE_FORBIDDEN', info: 'text/html' }) };
    expect(await scan({ msgtype: 'm.file', body: 'x', url: 'mxc://example.org/a' })).toBe('forbidden-type');
  });

  it('MCS_BAD_DECRYPTION: the key is asked for again, and used once where it is another', async () => {
    let asks = 0;
    const key: Answer = (...both) => reply(200, { public_key: Buffer.alloc(32, ++asks).toString('base64').slice(0, 43) })(...both);
    answers = { public_key: key, scan_encrypted: reply(403, { reason: 'MCS_BAD_DECRYPTION' }) };
    await expect(scan({ msgtype: 'm.file', body: 'x', file })).rejects.toMatchObject({ code: 'media.scan-unavailable', retryable: true });
    expect(asked).toEqual(['public_key', 'scan_encrypted', 'public_key', 'scan_encrypted']);
  });

  it.each([
    ['MCS_MEDIA_REQUEST_FAILED', 502, 'media.scan-unavailable'],
    ['MCS_MALFORMED_JSON', 400, 'media.scan-unavailable'],
    ['M_UNKNOWN', 500, 'media.scan-unavailable'],
    ['M_NOT_FOUND', 404, 'media.unavailable'],
    ['M_LIMIT_EXCEEDED', 429, 'server.error'],
  ])('%s: the file is not shown, and it is said why', async (reason, status, code) => {
    answers = { 'scan/example.org/a': reply(status, { reason }), 'download/example.org/a': reply(status, { reason }) };
    const { media } = reader({ msgtype: 'm.file', body: 'x', url: 'mxc://example.org/a' }, where);
    await expect(media.scan(roomId, eventId)).rejects.toMatchObject({ code });
    expect((await media.serve(full, null)).ok).toBe(false);
  });

  it.each([{}, { clean: 'yes' }, { clean: 1, info: 'x' }])('an answer that is no verdict (%o) is none', async (body) => {
    answers = { 'scan/example.org/a': reply(200, body) };
    const scanned = scan({ msgtype: 'm.file', body: 'x', url: 'mxc://example.org/a' });
    await expect(scanned).rejects.toMatchObject({ code: 'media.scan-unavailable' });
  });

  it('a key that is no key is not encrypted to', async () => {
    answers = { public_key: reply(200, { public_key: 'AAAA' }) };
    await expect(scan({ msgtype: 'm.file', body: 'x', file })).rejects.toMatchObject({ code: 'media.scan-unavailable' });
    expect(asked).toEqual(['public_key']);
  });
});
