import { createHash, randomFillSync } from 'node:crypto';
import { createReadStream, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { basename, join as path } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  attachmentPartBytes,
  type AccountId,
  type AttachmentId,
  type EventId,
  type RoomId,
  type TimelineItem,
} from '../../preload/contract/index.ts';
import { asTransaction, asUser, join, standing, startStory, type Running, type Story } from './story.ts';

const mib = 1024 * 1024;
let story: Story;
let agnes: Agent;
let bruno: Agent;
/** Behind the proxy, which holds bodies whole. */
let chloe: Agent;
let roomId: RoomId;

beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'chloe'], { config: { max_upload_size: '600M' } });
  agnes = await enter('agnes', story.server.url);
  bruno = await enter('bruno', story.server.url);
  chloe = await enter('chloe', story.proxy.url);
  const invite = ['bruno', 'chloe'].map((name) => asUser(name, story));
  ({ roomId } = await agnes.page.call('rooms.create', { accountId: agnes.accountId, name: 'Films', invite }));
  for (const { page, accountId } of [bruno, chloe]) await join({ page }, accountId, roomId);
});
afterAll(() => story.close());

interface Agent extends Running {
  name: string;
  accountId: AccountId;
}
async function enter(name: string, baseUrl: string): Promise<Agent> {
  const running = await story.start(name);
  const { accountId } = await running.page.call('session.signIn', { baseUrl, user: name, password: `motdepasse-${name}` });
  await standing(running.page, accountId, (view) => view.connection === 'online');
  return { ...running, name, accountId };
}

async function begins({ page, accountId }: Agent, name: string, mimetype: string, size: number): Promise<AttachmentId> {
  const facts = { name, mimetype, size, width: null, height: null, preview: null };
  return (await page.call('attachments.begin', { accountId, ...facts })).attachmentId;
}

/** Hands a film over that nothing makes smaller. Resolves with its hash. */
async function handsOver(agent: Agent, name: string, size: number): Promise<{ attachmentId: AttachmentId; hash: string }> {
  const { page, accountId } = agent;
  const attachmentId = await begins(agent, name, 'video/webm', size);
  const hash = createHash('sha256');
  const part = new Uint8Array(attachmentPartBytes);
  for (let at = 0; at < size; at += attachmentPartBytes) {
    const bytes = randomFillSync(part.subarray(0, Math.min(attachmentPartBytes, size - at)));
    hash.update(bytes);
    await page.call('attachments.append', { accountId, attachmentId, bytes });
  }
  return { attachmentId, hash: hash.digest('hex') };
}

async function sends({ page, accountId }: Agent, attachmentId: AttachmentId, transaction: string): Promise<void> {
  const content = { kind: 'attachment', attachmentId, caption: '', replyTo: null } as const;
  await page.call('messages.send', { accountId, roomId, transactionId: asTransaction(transaction), content });
}

/** Hands a photograph over whose scan has so many parts. Resolves with the hash of what others may read of it. */
async function handsPhotographOver(agent: Agent, name: string, parts: number): Promise<{ attachmentId: AttachmentId; hash: string }> {
  const { page, accountId } = agent;
  const place = segment(0xe1, 'Exif\0\0MM\0\x2a\0\0\0\x08 48.8566 N, 2.3522 E');
  const head = Buffer.concat([segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'), segment(0xda, '\x01\x01\0\0\x3f\0')]);
  const [start, end] = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])];
  const size = start.length + place.length + head.length + parts * attachmentPartBytes + end.length + place.length;
  const attachmentId = await begins(agent, name, 'image/jpeg', size);
  const append = (...bytes: Buffer[]) => page.call('attachments.append', { accountId, attachmentId, bytes: Buffer.concat(bytes) });
  const hash = createHash('sha256').update(start).update(head);
  await append(start, place, head);
  const scan = Buffer.alloc(attachmentPartBytes);
  for (let part = 0; part < parts; part++) {
    randomFillSync(scan);
    for (let at = scan.indexOf(0xff); at >= 0; at = scan.indexOf(0xff, at)) scan[at] = 0x7f;
    hash.update(scan);
    await append(scan);
  }
  await append(end, place);
  return { attachmentId, hash: hash.update(end).digest('hex') };
}
function segment(marker: number, body: string): Buffer {
  const head = Buffer.from([0xff, marker, 0, 2 + body.length]);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
}

function file(items: readonly TimelineItem[], name: string, kind: 'video' | 'image'): { eventId: EventId; url: string } | null {
  for (const item of items) {
    if (item.type !== 'message' || item.content.kind !== kind || item.content.name !== name) continue;
    if (item.status === 'sent' && item.eventId !== null && item.content.url !== null)
      return { eventId: item.eventId, url: item.content.url };
  }
  return null;
}
const underWay = (progress: { done: number; total: number | null } | null): boolean =>
  progress !== null && progress.total !== null && progress.done > 0 && progress.done < progress.total;

/** Waits until it is on the server, and here. */
async function sees(
  { page, accountId }: Agent,
  name: string,
  kind: 'video' | 'image' = 'video',
): Promise<{ eventId: EventId; url: string }> {
  const timeline = page.feed('timeline', { accountId, roomId });
  const found = file(await timeline.until((items) => file(items, name, kind) !== null, 90_000), name, kind);
  timeline.close();
  if (found === null) throw new Error('it was there a moment ago');
  return found;
}

async function saves({ page, headless, accountId, name }: Agent, eventId: EventId): Promise<string> {
  const target = path(story.folder(name), 'enregistré.webm');
  headless.host.savePath = target;
  await page.call('media.save', { accountId, roomId, eventId });
  return target;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex');
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
function held(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
/** Most bytes of memory that are in use, garbage left out, beyond those of now. Looks four times a second until it is asked. */
function growth(): () => number {
  const before = held();
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, held() - before)), 250);
  return () => {
    clearInterval(timer);
    return most;
  };
}

/** Files of the account by a folder of it: those on their way out, and those that were fetched. */
function files({ name }: Agent, folder: 'outgoing' | 'media'): string[] {
  const all = readdirSync(story.folder(name), { recursive: true, withFileTypes: true });
  return all.filter((one) => one.isFile() && basename(one.parentPath) === folder).map((one) => one.name);
}

describe('a large file in an encrypted room', () => {
  it('goes from one agent to another, is read from any place and saved as it was, and never lies in memory', async () => {
    const size = 300 * mib;
    const first = await handsOver(agnes, 'bande-annonce.webm', 2 * mib);
    await sends(agnes, first.attachmentId, 'bande-annonce');
    await saves(bruno, (await sees(bruno, 'bande-annonce.webm')).eventId);
    const grown = growth();
    const { attachmentId, hash } = await handsOver(agnes, 'film.webm', size);
    await sends(agnes, attachmentId, 'film');
    const { eventId, url } = await sees(bruno, 'film.webm');
    const target = await saves(bruno, eventId);
    const from = 200_000_000;
    const { signal } = new AbortController();
    const answer = await bruno.headless.app.media(url, { range: `bytes=${from}-${from + 999_999}`, signal });
    const part = Buffer.from(await answer.arrayBuffer());
    const most = grown();

    expect(most).toBeLessThan(size / 4);
    expect(statSync(target).size).toBe(size);
    expect(await hashOf(target)).toBe(hash);
    expect([answer.status, answer.headers.get('content-range')]).toEqual([206, `bytes ${from}-${from + 999_999}/${size}`]);
    const expected = Buffer.alloc(1_000_000);
    readSync(openSync(target, 'r'), expected, 0, expected.byteLength, from);
    expect(part.equals(expected)).toBe(true);
  });

  it('may be a photograph, which is one for others too, and tells nobody where it was taken', async () => {
    const { attachmentId, hash } = await handsPhotographOver(agnes, 'panorama.jpg', 70);
    await sends(agnes, attachmentId, 'panorama');
    const { eventId, url } = await sees(bruno, 'panorama.jpg', 'image');
    expect(await hashOf(await saves(bruno, eventId))).toBe(hash);
    const answer = await bruno.headless.app.media(url, { range: 'bytes=0-9', signal: new AbortController().signal });
    await answer.arrayBuffer();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([206, 'image/jpeg']);
  });

  it('that was changed on its way is refused, and leaves nothing', async () => {
    const { attachmentId, hash } = await handsOver(agnes, 'plan.webm', 20 * mib);
    await sends(agnes, attachmentId, 'plan');
    const { eventId, url } = await sees(chloe, 'plan.webm');
    const kept = files(chloe, 'media');
    const changed = (original: Buffer): Buffer => {
      original.writeUInt8(original.readUInt8(original.length - 9) ^ 1, original.length - 9);
      return original;
    };
    const rule = story.proxy.add({ match: /media\/download/u, fault: { kind: 'replace', body: changed } });
    await expect(saves(chloe, eventId)).rejects.toMatchObject({ code: 'media.tampered' });
    const answer = await chloe.headless.app.media(url, { range: 'bytes=0-9', signal: new AbortController().signal });
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([422, 0]);
    rule.remove();
    expect(files(chloe, 'media')).toEqual(kept);
    expect(readdirSync(story.folder('chloe')).filter((name) => /enregistr/u.test(name))).toEqual([]);
    const whole = await saves(chloe, eventId);
    expect(await hashOf(whole)).toBe(hash);
    rmSync(whole);
  });

  it('is given up in the middle, and leaves nothing', async () => {
    const { page, accountId } = chloe;
    const { attachmentId } = await handsOver(chloe, 'brouillon.webm', 40 * mib);
    const rule = story.proxy.add({ match: /media\/v3\/upload/u, fault: { kind: 'stall' } });
    const queue = page.feed('sendQueue', { accountId });
    await sends(chloe, attachmentId, 'brouillon');
    await queue.until((waiting) => waiting.some(({ upload }) => underWay(upload)));
    expect(files(chloe, 'outgoing')).toEqual([attachmentId]);
    await page.call('messages.discard', { accountId, roomId, transactionId: asTransaction('brouillon') });
    await queue.until((waiting) => waiting.length === 0);
    await expect.poll(() => files(chloe, 'outgoing')).toEqual([]);
    rule.remove();
    queue.close();
  });

  it('is given up on its way here, by whoever wants it, and leaves nothing; asked for again, it comes whole', async () => {
    const { page, accountId, headless } = chloe;
    const { attachmentId, hash } = await handsOver(agnes, 'longue.webm', 40 * mib);
    await sends(agnes, attachmentId, 'longue');
    const { eventId, url } = await sees(chloe, 'longue.webm');
    const kept = files(chloe, 'media');
    rmSync(path(story.folder('chloe'), 'enregistré.webm'), { force: true });
    const rule = story.proxy.add({ match: /media\/download/u, fault: { kind: 'slow', bytesPerSecond: 2 * mib } });
    const downloads = page.feed('downloads', {});
    const ended: unknown[] = [];
    const played = headless.app.media(url, { range: 'bytes=0-9', signal: new AbortController().signal });
    void played.then(({ status }) => ended.push(status));
    const [seen] = await downloads.until((items) => items.some(underWay));
    expect(seen).toMatchObject({ accountId, roomId, eventId, name: 'longue.webm', asked: true, total: 40 * mib });
    void saves(chloe, eventId).catch((error: { code: string }) => ended.push(error.code));
    // Whichever has begun.
    await expect.poll(() => page.call('media.cancel', { accountId, eventId }).then(() => ended.length)).toBe(2);
    expect(new Set(ended)).toEqual(new Set(['media.cancelled', 499]));
    await downloads.until((items) => items.length === 0);
    rule.remove();
    expect(files(chloe, 'media')).toEqual(kept);
    expect(readdirSync(story.folder('chloe')).filter((name) => /enregistr/u.test(name))).toEqual([]);
    expect(await hashOf(await saves(chloe, eventId))).toBe(hash);
    // Nothing to stop is no error.
    await page.call('media.cancel', { accountId, eventId });
    downloads.close();
  });

  it('whose connection is cut in the middle is sent whole afterwards', async () => {
    const { page, accountId, headless } = chloe;
    const { attachmentId, hash } = await handsOver(chloe, 'coupe.webm', 40 * mib);
    const rule = story.proxy.add({ match: /media\/v3\/upload/u, fault: { kind: 'stall' } });
    const queue = page.feed('sendQueue', { accountId });
    await sends(chloe, attachmentId, 'coupe');
    await queue.until((waiting) => waiting.some(({ upload }) => underWay(upload)));
    await story.proxy.disconnect();
    rule.remove();
    await queue.until((waiting) => waiting.some(({ upload }) => upload === null));
    await story.proxy.reconnect();
    headless.app.wake();
    const { eventId } = await sees(bruno, 'coupe.webm');
    expect(await hashOf(await saves(bruno, eventId))).toBe(hash);
    queue.close();
  });

  it('that the page stops handing over leaves nothing', async () => {
    const { page, accountId } = chloe;
    const facts = { name: 'moitié.webm', mimetype: 'video/webm', size: 4 * mib, width: null, height: null, preview: null };
    const { attachmentId } = await page.call('attachments.begin', { accountId, ...facts });
    await page.call('attachments.append', { accountId, attachmentId, bytes: new Uint8Array(mib) });
    expect(files(chloe, 'outgoing')).toEqual([`${attachmentId}.new`]);
    await page.call('attachments.drop', { accountId, attachmentId });
    expect(files(chloe, 'outgoing')).toEqual([]);
  });
});
