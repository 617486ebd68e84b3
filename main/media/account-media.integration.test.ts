import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unaskedBytes, type AccountId, type EventId, type RoomId } from '../../preload/contract/index.ts';
import { startFaultProxy, type FaultProxy } from '../../test/fault/index.ts';
import { startHomeserver, type Homeserver, type TestDevice } from '../../test/homeserver/index.ts';
import { nodeFetch } from '../../test/host/index.ts';
import type { NetInit } from '../host/index.ts';
import { Http } from '../matrix/index.ts';
import type { EventRecord, JsonObject } from '../records/index.ts';
import { openPreciousStore, type PreciousStore } from '../store/index.ts';
import { AccountMedia } from './account-media.ts';

const png = new Uint8Array(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
);
const roomId = '!room:example.org' as RoomId;
const eventId = '$event' as EventId;
let server: Homeserver;
let device: TestDevice;
let proxy: FaultProxy;
let opened: { media: AccountMedia; precious: PreciousStore }[] = [];

beforeAll(async () => {
  server = await startHomeserver({ config: { max_upload_size: '5M' } });
  device = await server.signIn(await server.registerUser('alice'));
  proxy = await startFaultProxy(server.url);
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});
afterEach(async () => {
  proxy.clear();
  for (const { media, precious } of opened.splice(0)) {
    await media.close();
    precious.close();
  }
});

/** Media of an account whose event cache holds one message with this content. */
function account(content: JsonObject = {}, directory = mkdtempSync(join(tmpdir(), 'media-'))) {
  const precious = openPreciousStore(join(directory, 'precious.db'), new Uint8Array(32).fill(1));
  const fetchWithToken = (url: string, init: NetInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${device.accessToken}`);
    return nodeFetch(url, { ...init, headers });
  };
  const event = { roomId, eventId, content, decryption: { status: 'none' } } as unknown as EventRecord;
  const saved = { path: join(directory, 'saved.bin') as string | null, suggested: '', marked: 0 };
  const media = new AccountMedia({
    accountId: 'account' as AccountId,
    directory,
    key: new Uint8Array(32).fill(2),
    http: new Http(proxy.url, fetchWithToken),
    precious,
    cache: { event: () => Promise.resolve({ event, position: { chunk: 0, index: 0 } }) },
    scanner: null,
    host: {
      clock: { now: () => Date.now() },
      dialogs: { saveFile: (name) => Promise.resolve(((saved.suggested = name), saved.path)) },
      files: { markFromWeb: () => Promise.resolve(void saved.marked++) },
      handOver: { open: () => Promise.resolve(), drag: () => undefined },
    },
  });
  opened.push({ media, precious });
  return { media, precious, directory, saved };
}

async function stage(media: AccountMedia, bytes: Uint8Array, mimetype = 'image/png', name = 'photo.png') {
  const attachmentId = await media.outgoing.begin({ name, mimetype, size: bytes.byteLength, width: 1, height: 1, preview: null });
  for (let at = 0; at < bytes.byteLength; at += 1024 * 1024) await media.outgoing.append(attachmentId, bytes.slice(at, at + 1024 * 1024));
  return attachmentId;
}

const full = { kind: 'event', roomId, eventId, thumbnail: false } as const;
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('a picture', () => {
  it.each([true, false])('goes to the server and comes back, encrypted: %s', async (encrypted) => {
    const { media } = account();
    const attachmentId = await stage(media, png);
    expect((await bytesOf(await media.serve({ kind: 'attachment', attachmentId }, null))).equals(png)).toBe(true);
    const content = await media.outgoing.uploader.upload(attachmentId, { encrypted, caption: 'la vue' });
    expect(content).toMatchObject({
      msgtype: 'm.image',
      body: 'la vue',
      filename: 'photo.png',
      info: { mimetype: 'image/png', size: png.byteLength, w: 1, h: 1 },
    });
    expect('file' in content).toBe(encrypted);

    const receiver = account(content);
    const response = await receiver.media.serve(full, null);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await bytesOf(response)).equals(png)).toBe(true);
  });

  it('is drawn unasked only as far as its sender says that it goes; it can still be saved', async () => {
    const { media } = account();
    const content = await media.outgoing.uploader.upload(await stage(media, png), { encrypted: false, caption: '' });
    const large = Buffer.alloc(unaskedBytes + 1);
    const rule = proxy.add({ match: /media\/download/u, fault: { kind: 'replace', body: () => large } });
    const receiver = account(content);
    expect((await receiver.media.serve(full, null)).status).toBe(413);
    expect(await receiver.media.save(roomId, eventId)).toBe(true);
    expect(readFileSync(receiver.saved.path ?? '').equals(large)).toBe(true);
    const honest = account({ ...content, info: { mimetype: 'image/png', size: large.byteLength } });
    expect((await honest.media.serve(full, null)).status).toBe(200);
    rule.remove();
  });

  it('of the server is unreadable for it when it was encrypted, and lies encrypted here', async () => {
    const { media, directory } = account();
    const secret = new Uint8Array(Buffer.from('very secret text '.repeat(1000)));
    const attachmentId = await stage(media, secret, 'text/plain', 'note.txt');
    const content = await media.outgoing.uploader.upload(attachmentId, { encrypted: true, caption: '' });
    const { url } = content['file'] as { url: string };
    const path = `/_matrix/client/v1/media/download/${url.slice('mxc://'.length)}`;
    const stored = await (await fetch(server.url + path, { headers: { authorization: `Bearer ${device.accessToken}` } })).text();
    expect(stored).not.toContain('secret');
    const onDisk = ['outgoing', 'media'].flatMap((folder) =>
      readdirSync(join(directory, folder)).map((name) => readFileSync(join(directory, folder, name), 'latin1')),
    );
    expect(onDisk.length).toBe(2);
    expect(onDisk.join('')).not.toContain('secret');
  });

  it('is uploaded once: another attempt, also after a restart, uses what the server has', async () => {
    const first = account();
    const attachmentId = await stage(first.media, png);
    first.precious.enqueue({
      transactionId: 't1' as never,
      roomId,
      queuedAt: 1,
      content: { kind: 'attachment', attachmentId, caption: '', replyTo: null },
      status: 'queued',
      failure: null,
      eventId: null,
      wire: null,
    });
    const content = await first.media.outgoing.uploader.upload(attachmentId, { encrypted: true, caption: '' });
    await first.media.close();
    first.precious.close();
    opened = opened.filter((each) => each.media !== first.media);
    const again = account({}, first.directory);
    expect(await again.media.outgoing.uploader.upload(attachmentId, { encrypted: true, caption: '' })).toEqual(content);
    again.media.outgoing.uploader.drop(attachmentId);
    await expect(again.media.outgoing.uploader.upload(attachmentId, { encrypted: true, caption: '' })).rejects.toMatchObject({
      code: 'media.unavailable',
    });
  });

  it('that no message sends is swept at the next start', async () => {
    const first = account();
    const attachmentId = await stage(first.media, png);
    expect(readdirSync(join(first.directory, 'outgoing'))).toEqual([attachmentId]);
    await first.media.close();
    first.precious.close();
    opened = [];
    const again = account({}, first.directory);
    await again.media.close();
    expect(readdirSync(join(first.directory, 'outgoing'))).toEqual([]);
    expect(again.precious.attachment(attachmentId)).toBeNull();
  });
});

describe('a file that is handed over', () => {
  it('is refused when it is larger than the server takes, or than was announced', async () => {
    const { media } = account();
    const begin = (size: number) =>
      media.outgoing.begin({ name: 'x', mimetype: 'text/plain', size, width: null, height: null, preview: null });
    await expect(begin(6 * 1024 * 1024)).rejects.toMatchObject({ code: 'media.too-large' });
    const attachmentId = await begin(3);
    await expect(media.outgoing.append(attachmentId, new Uint8Array(4))).rejects.toMatchObject({ code: 'media.too-large' });
    await expect(media.outgoing.append(attachmentId, new Uint8Array(1))).rejects.toMatchObject({ code: 'message.unknown' });
  });

  it('may be empty, large, or of a type that nobody knows', async () => {
    const { media } = account();
    const empty = await stage(media, new Uint8Array(0), 'bad type\r\nx: y', 'vide');
    expect(await media.outgoing.uploader.upload(empty, { encrypted: false, caption: '' })).toMatchObject({
      msgtype: 'm.file',
      info: { mimetype: 'application/octet-stream', size: 0 },
    });
    const large = new Uint8Array(4_500_000).map((_byte, at) => at % 251);
    const content = await media.outgoing.uploader.upload(await stage(media, large, 'video/mp4', 'film.mp4'), {
      encrypted: true,
      caption: '',
    });
    const part = await account(content).media.serve(full, 'bytes=4000000-');
    expect(part.status).toBe(206);
    expect((await bytesOf(part)).equals(large.subarray(4_000_000))).toBe(true);
  });
});

describe('saving', () => {
  let content: JsonObject;
  beforeEach(async () => {
    const { media } = account();
    content = await media.outgoing.uploader.upload(await stage(media, png, 'image/png', '../ph\u202Eoto.png'), {
      encrypted: true,
      caption: '',
    });
  });

  it('writes the file where the agent chose, marked', async () => {
    const { media, saved } = account(content);
    expect(await media.save(roomId, eventId)).toBe(true);
    expect(saved).toMatchObject({ suggested: 'photo.png', marked: 1 });
    expect(readFileSync(saved.path ?? '').equals(png)).toBe(true);
  });

  it('does nothing when the agent cancels, or the file was tampered with', async () => {
    const { media, saved } = account(content);
    const path = saved.path;
    saved.path = null;
    expect(await media.save(roomId, eventId)).toBe(false);
    const rule = proxy.add({
      match: /media\/download/u,
      fault: { kind: 'replace', body: (original) => Buffer.from(original).fill(0, 10, 20) },
    });
    const tampered = account(content);
    await expect(tampered.media.save(roomId, eventId)).rejects.toMatchObject({ code: 'media.tampered' });
    expect((await tampered.media.serve(full, null)).status).toBe(422);
    rule.remove();
    expect(() => readFileSync(path ?? '')).toThrow();
    expect((await tampered.media.serve(full, null)).status).toBe(200);
  });
});

describe('a message that is gone', () => {
  it('takes what is kept of its file with it', async () => {
    const { media } = account();
    const content = await media.outgoing.uploader.upload(await stage(media, png), { encrypted: true, caption: '' });
    const receiver = account(content);
    await receiver.media.serve(full, null);
    const kept = (): string[] => readdirSync(join(receiver.directory, 'media'));
    expect(kept()).toHaveLength(1);
    await receiver.media.forget([{ roomId, eventId, content, decryption: { status: 'none' } } as unknown as EventRecord]);
    expect(kept()).toEqual([]);
  });
});

describe('a server that fails', () => {
  it.each([
    [{ kind: 'status', status: 404, errcode: 'M_NOT_FOUND' }, 404],
    [{ kind: 'status', status: 403, errcode: 'M_FORBIDDEN' }, 404],
    [{ kind: 'status', status: 429, retryAfterMs: 100 }, 429],
    [{ kind: 'status', status: 500 }, 502],
    [{ kind: 'cut', at: 'mid-body' }, 504],
    [{ kind: 'cut', at: 'before-headers' }, 504],
  ] as const)('with %j is a status of ours, and the cache keeps nothing of it', async (fault, status) => {
    const sender = account();
    const content = await sender.media.outgoing.uploader.upload(await stage(sender.media, png), { encrypted: false, caption: '' });
    const { media, directory } = account(content);
    const rule = proxy.add({ match: /media\/download/u, fault });
    expect((await media.serve(full, null)).status).toBe(status);
    rule.remove();
    expect(readdirSync(join(directory, 'media'))).toEqual([]);
  });

  it('at an upload is told with its code, and the file stays for another attempt', async () => {
    const { media } = account();
    const attachmentId = await stage(media, png);
    const upload = () => media.outgoing.uploader.upload(attachmentId, { encrypted: true, caption: '' });
    for (const [status, code] of [
      [429, 'server.rate-limited'],
      [500, 'server.error'],
      [413, 'media.too-large'],
    ] as const) {
      const rule = proxy.add({ match: /media\/v3\/upload/u, fault: { kind: 'status', status } });
      await expect(upload()).rejects.toMatchObject({ code });
      rule.remove();
    }
    const rule = proxy.add({ match: /media\/v3\/upload/u, fault: { kind: 'cut', at: 'before-request' } });
    await expect(upload()).rejects.toMatchObject({ code: 'network.unreachable' });
    rule.remove();
    expect(await upload()).toMatchObject({ msgtype: 'm.image' });
  });

  it('knows only the older endpoints: they are used', async () => {
    const sender = account();
    const content = await sender.media.outgoing.uploader.upload(await stage(sender.media, png), { encrypted: false, caption: '' });
    const rule = proxy.add({ match: /client\/v1\/media/u, fault: { kind: 'status', status: 404, errcode: 'M_UNRECOGNIZED' } });
    const old = account(content);
    await old.media.serve(full, null);
    rule.remove();
    expect(proxy.seen.some((request) => request.path.includes('/_matrix/media/v3/download/'))).toBe(true);
  });
});

describe('hostile content', () => {
  it.each<[string, JsonObject]>([
    ['a path in the content URI', { url: 'mxc://host/../../admin' }],
    ['no content URI', { url: 'https://evil.example/x.png' }],
    ['an encrypted file without key', { file: { url: 'mxc://host/x' } }],
    ['a file that is a list', { file: [], url: 7 }],
    ['nothing', {}],
  ])('with %s is not found, and asks no server', async (_what, content) => {
    const asked = proxy.seen.length;
    expect((await account(content).media.serve(full, null)).status).toBe(404);
    expect(proxy.seen.length).toBe(asked);
  });
});

describe('an avatar', () => {
  it('is a thumbnail of the server', async () => {
    const { media } = account();
    const content = await media.outgoing.uploader.upload(await stage(media, png), { encrypted: false, caption: '' });
    const source = { kind: 'avatar', mxc: content['url'] as string } as const;
    const response = await media.serve(source, null);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(media.url(source)).toMatch(/^media:\/account\/avatar\//u);
  });

  it('that is not there is asked for once', async () => {
    const { media } = account();
    const source = { kind: 'avatar', mxc: `mxc://${server.serverName}/absent` } as const;
    expect((await media.serve(source, null)).status).toBe(404);
    const asked = proxy.seen.length;
    expect((await media.serve(source, null)).status).toBe(404);
    expect(proxy.seen.length).toBe(asked);
  });
});
