import { describe, expect, it } from 'vitest';
import { bob, edit, event, text } from '../../test/craft/index.ts';
import { pollStartContent } from './poll.ts';
import type { EventRecord, JsonObject } from './event.ts';
import { previewOf } from './preview.ts';

const toldOf = (one: EventRecord, by: EventRecord | null = null): [kind: string, text: string] => {
  const { kind, text: line } = previewOf(one, by, { name: 'Bob', own: false });
  return [kind, line];
};
const told = (content: JsonObject): [kind: string, text: string] => toldOf(event({ content }));
const file = (msgtype: string, more: JsonObject = {}): JsonObject => ({ msgtype, body: 'IMG_2034.jpg', ...more });

describe('a preview in one line', () => {
  it('is the first line of a text, without the quote of an answer', () => {
    expect(told(text('bonjour'))).toEqual(['text', 'bonjour']);
    expect(told(text('\n \n> <@a:x> cité\n> suite\n\nréponse\nfin'))).toEqual(['text', '> <@a:x> cité']);
    expect(told(text('> <@a:x> cité\n> suite\n\nréponse\nfin'))).toEqual(['text', 'réponse']);
    expect(told({ msgtype: 'm.emote', body: 'sourit' })).toEqual(['emote', 'sourit']);
    expect(told({ msgtype: 'm.notice', body: 'essai' })).toEqual(['notice', 'essai']);
    expect(told(text('👩‍🚀'.repeat(300)))[1].isWellFormed()).toBe(true);
    expect(told({ msgtype: 'toString', body: 4 })).toEqual(['other', '']);
  });

  it('is the first line of the code where a text begins with code', () => {
    expect(told(text('```ts\nconst seuil = 12;\nexport { seuil };\n```'))).toEqual(['code', 'const seuil = 12;']);
    expect(told(text('~~~\n\n  échéance: 2027\n~~~'))).toEqual(['code', 'échéance: 2027']);
    expect(told(text('```\n```'))).toEqual(['code', '']);
    expect(told(text('```git status``` suffit'))).toEqual(['text', '```git status``` suffit']);
    expect(told(text('Voici :\n```ts\n1\n```'))).toEqual(['text', 'Voici :']);
  });

  it('tells a voice message from other sounds, with its length where that is known', () => {
    const voice = file('m.audio', { body: 'Message vocal.ogg', 'org.matrix.msc3245.voice': {} });
    expect(told({ ...voice, info: { duration: 12_900 } })).toEqual(['voice', '0:12']);
    expect(told({ ...voice, 'org.matrix.msc1767.audio': { duration: 125_000 } })).toEqual(['voice', '2:05']);
    expect(told(voice)).toEqual(['voice', '']);
    expect(told({ ...voice, info: { duration: -4 } })).toEqual(['voice', '']);
    expect(told(file('m.audio', { body: 'reunion.mp3', info: { duration: 12_000 } }))).toEqual(['audio', 'reunion.mp3']);
  });

  it('is the caption of a file, else its name', () => {
    for (const [msgtype, kind] of [
      ['m.image', 'image'],
      ['m.video', 'video'],
      ['m.audio', 'audio'],
      ['m.file', 'file'],
    ] as const) {
      expect(told(file(msgtype))).toEqual([kind, 'IMG_2034.jpg']);
      expect(told(file(msgtype, { filename: 'IMG_2034.jpg', body: 'Le pont ce matin' }))).toEqual([kind, 'Le pont ce matin']);
      expect(told(file(msgtype, { filename: 'IMG_2034.jpg', body: '' }))).toEqual([kind, 'IMG_2034.jpg']);
    }
  });

  it('is what a sticker, a place and a poll are called', () => {
    expect(toldOf(event({ type: 'm.sticker', content: { body: 'bravo' } }))).toEqual(['sticker', 'bravo']);
    const place = { msgtype: 'm.location', geo_uri: 'geo:48.85,2.35', body: 'Hôtel de Ville' };
    expect(told(place)).toEqual(['location', 'Hôtel de Ville']);
    expect(told({ ...place, body: 'geo:48.85,2.35' })).toEqual(['location', '']);
    const content = pollStartContent({
      question: 'Quelle date ?',
      answers: [{ id: '1', text: 'lundi' }],
      disclosed: true,
      maxSelections: 1,
    });
    expect(toldOf(event({ type: 'org.matrix.msc3381.poll.start', content }))).toEqual(['poll', 'Quelle date ?']);
  });

  it('says what cannot be read, was deleted, or is a change of the room', () => {
    expect(toldOf(event({ type: 'm.room.encrypted', content: {} }))).toEqual(['undecryptable', '']);
    expect(toldOf(event({ redactedBy: bob }))).toEqual(['redacted', '']);
    expect(toldOf(event({ type: 'm.room.topic', stateKey: '' }))).toEqual(['state', '']);
  });

  it('follows the newest edit', () => {
    const message = event();
    expect(toldOf(message, edit(message, 'mieux'))).toEqual(['text', 'mieux']);
    expect(toldOf(message, edit(message, '```sh\nls\n```'))).toEqual(['code', 'ls']);
    const nothing = event({ content: { 'm.new_content': null, 'm.relates_to': { rel_type: 'm.replace', event_id: message.eventId } } });
    expect(toldOf(event({ content: text('bonjour') }), nothing)).toEqual(['text', 'bonjour']);
  });
});
