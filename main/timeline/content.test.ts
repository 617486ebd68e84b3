import { describe, expect, it } from 'vitest';
import type { EventId } from '../../preload/contract/index.ts';
import { mediaUrl, roomId } from '../../test/craft/index.ts';
import type { JsonObject } from '../records/index.ts';
import { messageContent } from './content.ts';

const source = { roomId, eventId: '$e' as EventId, mediaUrl };
const parse = (content: JsonObject, isReply = false, type = 'm.room.message') => messageContent({ type, content }, source, isReply);

describe('11.2.1 m.room.message: text, emote, notice', () => {
  it.each([
    ['m.text', 'text'],
    ['m.emote', 'emote'],
    ['m.notice', 'notice'],
  ])('%s', (msgtype, style) => {
    expect(parse({ msgtype, body: 'Bonjour' })).toEqual({ kind: 'text', style, body: 'Bonjour', html: null });
  });

  it('takes formatted_body only in the one format, and of a bounded size', () => {
    const html = { msgtype: 'm.text', body: 'x', formatted_body: '<b>x</b>' };
    expect(parse({ ...html, format: 'org.matrix.custom.html' })).toMatchObject({ html: '<b>x</b>' });
    expect(parse({ ...html, format: 'text/html' })).toMatchObject({ html: null });
    expect(parse({ ...html, format: 'org.matrix.custom.html', formatted_body: 'x'.repeat(100_001) })).toMatchObject({ html: null });
    expect(parse({ ...html, format: 'org.matrix.custom.html', formatted_body: { a: 1 } })).toMatchObject({ html: null });
  });

  it('shows an unknown msgtype by its body, and what has none as unsupported', () => {
    expect(parse({ msgtype: 'fr.example.card', body: 'Fiche' })).toMatchObject({ kind: 'text', body: 'Fiche' });
    expect(parse({ msgtype: 'constructor', body: 'x' })).toMatchObject({ kind: 'text', body: 'x' });
    expect(parse({ msgtype: 'm.text', body: 12 })).toEqual({ kind: 'unsupported', eventType: 'm.room.message' });
    expect(parse({}, false, 'm.poll.start')).toEqual({ kind: 'unsupported', eventType: 'm.poll.start' });
  });

  it('11.2.1.9 m.location, and MSC3488: a place, or where there is none its text', () => {
    expect(parse({ msgtype: 'm.location', body: 'Ici', geo_uri: 'geo:48.85,2.35' })).toEqual({
      kind: 'location',
      description: 'Ici',
      latitude: 48.85,
      longitude: 2.35,
      own: false,
    });
    const extensible = {
      msgtype: 'm.location',
      body: 'Location geo:-21.1,55.5;u=30 at 2026',
      geo_uri: 'geo:-21.1,55.5;u=30',
      'org.matrix.msc3488.location': { uri: 'geo:-21.1,55.5;u=30', description: 'La Réunion' },
      'org.matrix.msc3488.asset': { type: 'm.self' },
    };
    expect(parse(extensible)).toMatchObject({ kind: 'location', description: 'La Réunion', latitude: -21.1, own: true });
    expect(parse({ msgtype: 'm.location', body: 'geo:48.85,2.35', geo_uri: 'geo:48.85,2.35,120' })).toMatchObject({ description: '' });
    for (const uri of [
      'javascript:alert(1)',
      'geo:91,2',
      'geo:1,181',
      'geo:1e9,1',
      'geo:1,2"><b>',
      'geo:1,2;crs=moon',
      'geo:',
      7 as unknown as string,
    ])
      expect(parse({ msgtype: 'm.location', body: 'Ici', geo_uri: uri })).toMatchObject({ kind: 'text', body: 'Ici' });
  });
});

describe('11.2.1 m.room.message: media', () => {
  const image = {
    msgtype: 'm.image',
    body: 'plan.png',
    url: 'mxc://tchap.test/abc',
    info: {
      w: 800,
      h: 600,
      size: 1234,
      mimetype: 'image/png',
      thumbnail_url: 'mxc://tchap.test/def',
      'xyz.amorgan.blurhash': 'LEHV6nWB2yk8',
    },
  };

  it('image with its dimensions and thumbnail', () => {
    expect(parse(image)).toMatchObject({
      kind: 'image',
      name: 'plan.png',
      caption: '',
      mimetype: 'image/png',
      size: 1234,
      width: 800,
      height: 600,
      blurhash: 'LEHV6nWB2yk8',
      url: expect.stringMatching(/^media:.*"thumbnail":false/) as string,
      thumbnail: expect.stringMatching(/^media:.*"thumbnail":true/) as string,
    });
  });

  it('a body that is not the file name is a caption', () => {
    expect(parse({ ...image, filename: 'plan.png', body: 'Le plan du site' })).toMatchObject({
      name: 'plan.png',
      caption: 'Le plan du site',
    });
    expect(parse({ ...image, filename: 'plan.png', body: 'plan.png' })).toMatchObject({ name: 'plan.png', caption: '' });
  });

  it('wrong types are left out, and a file that cannot be has no url', () => {
    const hostile = { msgtype: 'm.image', body: {}, url: 'https://evil.test/x', info: { w: -1, h: 1e9, size: 'big', mimetype: '<b>' } };
    expect(parse(hostile as unknown as JsonObject)).toEqual({
      kind: 'image',
      name: '',
      caption: '',
      mimetype: 'application/octet-stream',
      size: null,
      width: null,
      height: null,
      url: null,
      thumbnail: null,
      blurhash: null,
    });
    expect(parse({ msgtype: 'm.file', body: 'f', file: { url: 'mxc://../../etc' } })).toMatchObject({ kind: 'file', url: null });
  });

  it('a file name cannot hide its ending or hold a path', () => {
    expect(parse({ msgtype: 'm.file', body: 'facture\u202Efdp.exe', url: 'mxc://a/b' })).toMatchObject({ name: 'facturefdp.exe' });
    expect(parse({ msgtype: 'm.file', body: '../../.bashrc', url: 'mxc://a/b' })).toMatchObject({ name: '.bashrc' });
  });

  it('11.12.1.7 encrypted file, video, audio, voice message, sticker', () => {
    const file = { url: 'mxc://tchap.test/abc', key: {}, iv: '', hashes: {}, v: 'v2' };
    expect(parse({ msgtype: 'm.video', body: 'v.mp4', file, info: { duration: 1500 } })).toMatchObject({ kind: 'video', durationMs: 1500 });
    expect(parse({ msgtype: 'm.audio', body: 'a.ogg', file, 'org.matrix.msc3245.voice': {} })).toMatchObject({
      kind: 'audio',
      voice: { waveform: [] },
    });
    expect(parse({ body: 'Coucou', url: 'mxc://a/b' }, false, 'm.sticker')).toMatchObject({ kind: 'image', name: 'Coucou' });
  });
});

describe('MSC3245 voice messages, MSC3246 waveforms', () => {
  const spoken = (details: JsonObject, voice: JsonObject = { 'org.matrix.msc3245.voice': {} }) =>
    parse({ msgtype: 'm.audio', body: 'v.ogg', url: 'mxc://a/b', ...voice, 'org.matrix.msc1767.audio': details });

  it.each([
    ['today', 'org.matrix.msc3245.voice', 'org.matrix.msc1767.audio'],
    ['stable', 'm.voice', 'm.audio_details'],
  ])('under the names of %s', (_when, voice, details) => {
    const content = {
      msgtype: 'm.audio',
      body: 'v.ogg',
      url: 'mxc://a/b',
      [voice]: {},
      [details]: { duration: 2500, waveform: [0, 512, 1024] },
    };
    expect(parse(content)).toMatchObject({ kind: 'audio', durationMs: 2500, voice: { waveform: [0, 512, 1024] } });
  });

  it('a sound with figures but without the mark is a sound', () => {
    expect(spoken({ duration: 10, waveform: [1] }, {})).toMatchObject({ voice: null, durationMs: 10 });
  });

  it('hostile figures are bounded, and thinned to what is drawn', () => {
    const waveform = ['a', -1, 5000, null, 1.4] as unknown as number[];
    expect(spoken({ duration: -1, waveform })).toMatchObject({ durationMs: null, voice: { waveform: [0, 0, 1024, 0, 1] } });
    const long = spoken({ waveform: Array.from({ length: 9000 }, (_, at) => (at === 45 ? 700 : 3)) });
    expect(long.kind === 'audio' && long.voice?.waveform.length).toBe(100);
    expect(long.kind === 'audio' && long.voice?.waveform[0]).toBe(700);
    expect(spoken({ waveform: { length: 1e9 } })).toMatchObject({ voice: { waveform: [] } });
  });
});

describe('11.3.1 fallbacks for rich replies', () => {
  it('takes the quote off body and html', () => {
    const content = {
      msgtype: 'm.text',
      body: '> <@bob:tchap.test> Bonjour\n> ça va ?\n\nTrès bien',
      format: 'org.matrix.custom.html',
      formatted_body: '<mx-reply><blockquote>Bonjour</blockquote></mx-reply>Très <b>bien</b>',
    };
    expect(parse(content, true)).toMatchObject({ body: 'Très bien', html: 'Très <b>bien</b>' });
    expect(parse(content, false)).toMatchObject({ body: content.body, html: content.formatted_body });
  });

  it('keeps a quotation that the sender wrote', () => {
    expect(parse({ msgtype: 'm.text', body: '> une citation\n\nRéponse' }, true)).toMatchObject({ body: '> une citation\n\nRéponse' });
  });
});
