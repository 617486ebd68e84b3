import { expect, it } from 'vitest';
import type { RoomId, UserId } from '../../../preload/contract/index.ts';
import {
  alice,
  bob,
  edit,
  event,
  first,
  freshPath,
  id,
  joined,
  openCache,
  redaction,
  salon,
  secret,
  state,
  sync,
  text,
} from './answers.test-data.ts';
import type { EventCache, SearchWanted } from './types.ts';

const other = '!autre:tchap.test' as RoomId;
const carol = '@carol:tchap.test' as UserId;
const everything: SearchWanted = {
  words: [],
  kinds: [],
  link: false,
  roomId: null,
  sender: null,
  from: null,
  to: null,
  before: null,
  limit: 20,
};
/** Names of the events found, newest first. The last word may go on. */
async function found(cache: EventCache, words: string, more: Partial<SearchWanted> = {}): Promise<string[]> {
  const list = words.split(' ').filter(Boolean);
  const { hits } = await cache.search({
    ...everything,
    words: list.map((one, at) => ({ text: one, prefix: at === list.length - 1 })),
    ...more,
  });
  return hits.map((hit) => hit.event.eventId.slice(1));
}
const file = (name: string, sender: string, filename: string, body: string) =>
  event(name, sender, 'm.room.message', { msgtype: 'm.file', filename, body, url: 'mxc://x/y' });

it('finds words whatever their accents and capitals, the beginning of the last, newest first', async () => {
  const cache = await openCache();
  await sync(cache, { [salon]: first([text('old', bob, 'Réunion du Comité'), text('new', alice, 'la REUNION est déplacée')]) });
  expect(await found(cache, 'réunion')).toEqual(['new', 'old']);
  expect(await found(cache, 'comi')).toEqual(['old']);
  expect(await found(cache, 'reunion depl')).toEqual(['new']);
  expect(await found(cache, 'omité')).toEqual([]);
  await cache.close();
});

it('narrows to a room, a sender, a kind, links, and a time', async () => {
  const cache = await openCache();
  await sync(cache, {
    [salon]: first([
      text('a', bob, 'budget 2027'),
      file('b', bob, 'budget.ods', 'le budget'),
      text('c', carol, 'budget https://exemple.fr'),
    ]),
    [other]: first([text('d', bob, 'budget ici')]),
  });
  expect(await found(cache, 'budget', { roomId: other })).toEqual(['d']);
  expect(await found(cache, 'budget', { sender: carol })).toEqual(['c']);
  expect(await found(cache, 'budget', { kinds: ['file'] })).toEqual(['b']);
  expect(await found(cache, 'budget', { kinds: ['file', 'image'], sender: carol })).toEqual([]);
  expect(await found(cache, 'budget', { link: true })).toEqual(['c']);
  expect(await found(cache, '', { roomId: salon, kinds: ['file'] })).toEqual(['b']);
  expect(await found(cache, 'budget', { roomId: '!inconnu:x' as RoomId })).toEqual([]);
  const at = (await cache.event(salon, id('b')))?.event.sentAt ?? 0;
  expect(await found(cache, 'budget', { from: at })).toEqual(['d', 'c', 'b']);
  expect(await found(cache, 'budget', { to: at })).toEqual(['a']);
  await cache.close();
});

it('answers page by page', async () => {
  const cache = await openCache();
  const many = Array.from({ length: 45 }, (_, at) => text(`m${at}`, bob, `compte rendu ${at}`));
  await sync(cache, { [salon]: first(many) });
  const seen: string[] = [];
  for (let before: number | null = null; ;) {
    const { hits } = await cache.search({ ...everything, words: [{ text: 'compte', prefix: false }], before });
    if (hits.length === 0) break;
    seen.push(...hits.map((hit) => hit.event.eventId.slice(1)));
    before = hits.at(-1)?.place ?? null;
  }
  expect(seen).toEqual(many.map((_, at) => `m${44 - at}`));
  await cache.close();
});

it('an edited message is found by what it says now, and only its author changes it', async () => {
  const cache = await openCache();
  await sync(cache, { [salon]: first([text('m', bob, 'rendez-vous lundi')]) });
  expect(await found(cache, 'lundi')).toEqual(['m']);
  await sync(cache, { [salon]: joined([edit('e', bob, 'm', 'rendez-vous mardi'), edit('f', carol, 'm', 'rendez-vous jeudi')]) });
  expect([await found(cache, 'lundi'), await found(cache, 'mardi'), await found(cache, 'jeudi')]).toEqual([[], ['m'], []]);
  await cache.close();
});

it('a deleted message is found no more, nor an edit that was taken back', async () => {
  const cache = await openCache();
  await sync(cache, { [salon]: first([text('m', bob, 'secret'), text('n', bob, 'lundi'), edit('e', bob, 'n', 'mardi')]) });
  expect(await found(cache, 'secret')).toEqual(['m']);
  await sync(cache, { [salon]: joined([redaction('r', bob, 'm'), redaction('s', bob, 'e')]) });
  expect(await found(cache, 'secret')).toEqual([]);
  await cache.close();
});

it('an encrypted message is found once it can be read', async () => {
  const cache = await openCache();
  await sync(cache, { [salon]: first([secret('m', bob, 's1')]) });
  expect(await found(cache, 'chiffré')).toEqual([]);
  const clear = { type: 'm.room.message', content: { msgtype: 'm.text', body: 'texte chiffré' } };
  await cache.saveDecrypted([{ roomId: salon, eventId: id('m'), decryption: { status: 'ok', clear, shield: null } }]);
  expect(await found(cache, 'chiffré')).toEqual(['m']);
  await cache.close();
});

it('what retention ended is found no more', async () => {
  const cache = await openCache();
  await sync(cache, { [salon]: first([text('m', bob, 'périssable')]) });
  expect(await found(cache, 'périssable')).toEqual(['m']);
  await sync(cache, { [salon]: joined([state('policy', bob, 'm.room.retention', '', { max_lifetime: 1000 })]) });
  expect(await found(cache, 'périssable')).toEqual([]);
  await cache.close();
});

it('is there after a restart, and whole without having been asked', async () => {
  const path = freshPath();
  const cache = await openCache(path);
  const many = Array.from({ length: 700 }, (_, at) => text(`m${at}`, bob, `note ${at}`));
  await sync(cache, { [salon]: first(many) });
  await cache.close();
  const again = await openCache(path);
  await expect.poll(async () => (await again.search(everything)).waiting).toBe(0);
  expect(await found(again, 'note 0')).toEqual(['m0']);
  await again.close();
});

it.each(['"', '""', 'AND', 'NEAR(', 'body:x', '*', '-', "'; DROP TABLE event; --", 'a"b', '(', '\u0000', '🙂'])(
  'what is typed is a word and nothing else: %j',
  async (typed) => {
    const cache = await openCache();
    await sync(cache, { [salon]: first([text('m', bob, 'mot')]) });
    expect(await found(cache, typed, { roomId: salon })).toEqual([]);
    expect(await found(cache, 'mot')).toEqual(['m']);
    await cache.close();
  },
);
