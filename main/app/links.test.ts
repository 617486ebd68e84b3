import { describe, expect, it } from 'vitest';
import { Links, messageOfLink, roomOfLink } from './links.ts';

describe('a link', () => {
  it.each([
    ['matrix:roomid/abc:exemple.fr', '!abc:exemple.fr'],
    ['matrix:roomid/abc:exemple.fr/e/def?via=exemple.fr', '!abc:exemple.fr'],
    ['https://matrix.to/#/!abc:exemple.fr/$def?via=exemple.fr', '!abc:exemple.fr'],
    ['https://matrix.to/#/%21abc%3Aexemple.fr', '!abc:exemple.fr'],
    ['https://tchap.gouv.fr/#/room/!abc:exemple.fr', '!abc:exemple.fr'],
    ['tchap:/#/room/!abc:exemple.fr', '!abc:exemple.fr'],
  ])('%s names a room', (link, roomId) => expect(roomOfLink(link)).toBe(roomId));

  it.each([
    ['matrix:roomid/abc:exemple.fr/e/def?via=exemple.fr', '$def'],
    ['https://matrix.to/#/!abc:exemple.fr/$def?via=exemple.fr', '$def'],
    ['https://tchap.gouv.fr/#/room/!abc:exemple.fr/%24def:x', '$def:x'],
    ['https://tchap.gouv.fr/#/room/!abc:exemple.fr', null],
    ['https://matrix.to/#/!abc:exemple.fr/%', null],
  ])('%s names a message of the room', (link, eventId) => expect(messageOfLink(link)).toBe(eventId));

  it.each([
    'https://exemple.fr/#/!abc:exemple.fr',
    'matrix:u/alice:exemple.fr',
    'https://matrix.to/#/%',
    'javascript:alert(1)',
    'not a link',
    '',
  ])('%s names none', (link) => expect(roomOfLink(link)).toBeNull());

  it('goes outside only when its scheme is harmless', async () => {
    const opened: string[] = [];
    const links = new Links({ opener: { open: async (url) => void opened.push(url) }, accounts: () => [], openRoom: () => undefined });
    await links.follow('https://exemple.fr/a');
    await links.follow('mailto:agent@exemple.fr');
    for (const bad of [
      'http://exemple.fr',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://x',
      'ms-settings:',
      'rien',
      'matrix:roomid/abc:exemple.fr',
    ]) {
      await expect(links.follow(bad)).rejects.toMatchObject({ code: 'link.refused' });
    }
    expect(opened).toEqual(['https://exemple.fr/a', 'mailto:agent@exemple.fr']);
  });
});
