import { describe, expect, it } from 'vitest';
import { matrixTarget } from './matrix-links.ts';

const room = (address: string, more: { eventId?: string; via?: string[] } = {}) => ({
  kind: 'room',
  address,
  eventId: null,
  via: [],
  ...more,
});

describe('a link of Matrix', () => {
  it.each([
    ['matrix:roomid/abc:exemple.fr', room('!abc:exemple.fr')],
    ['matrix:roomid/abc:exemple.fr/e/def?via=exemple.fr', room('!abc:exemple.fr', { eventId: '$def', via: ['exemple.fr'] })],
    ['matrix:r/forum:exemple.fr', room('#forum:exemple.fr')],
    ['matrix:r/forum:exemple.fr/e/def', room('#forum:exemple.fr', { eventId: '$def' })],
    [
      'https://matrix.to/#/!abc:exemple.fr/$def?via=a.fr&via=b.fr:8448&via=a.fr',
      room('!abc:exemple.fr', { eventId: '$def', via: ['a.fr', 'b.fr:8448'] }),
    ],
    ['https://matrix.to/#/%21abc%3Aexemple.fr', room('!abc:exemple.fr')],
    ['https://matrix.to/#/#forum:exemple.fr', room('#forum:exemple.fr')],
    ['https://tchap.gouv.fr/#/#forum:exemple.fr', room('#forum:exemple.fr')],
    ['https://www.tchap.gouv.fr/#/%23forum%3Aexemple.fr?via=exemple.fr', room('#forum:exemple.fr', { via: ['exemple.fr'] })],
    ['https://tchap.gouv.fr/#/!abc:exemple.fr/$def', room('!abc:exemple.fr', { eventId: '$def' })],
    ['https://tchap.gouv.fr/#/room/!abc:exemple.fr/%24def:x', room('!abc:exemple.fr', { eventId: '$def:x' })],
    ['tchap:/#/room/!abc:exemple.fr', room('!abc:exemple.fr')],
    ['tchap://tchap/#/#forum:exemple.fr', room('#forum:exemple.fr')],
    ['https://matrix.to/#/!abc:exemple.fr/%', room('!abc:exemple.fr')],
    ['matrix:u/alice:exemple.fr?action=chat', { kind: 'user', userId: '@alice:exemple.fr' }],
    ['https://matrix.to/#/@alice:exemple.fr', { kind: 'user', userId: '@alice:exemple.fr' }],
    ['https://tchap.gouv.fr/#/@alice-x.fr:exemple.fr', { kind: 'user', userId: '@alice-x.fr:exemple.fr' }],
    ['https://tchap.gouv.fr/#/user/@alice:exemple.fr', { kind: 'user', userId: '@alice:exemple.fr' }],
  ])('%s', (link, target) => expect(matrixTarget(link)).toEqual(target));

  it.each([
    'https://exemple.fr/#/!abc:exemple.fr',
    'https://tchap.gouv.fr.exemple.fr/#/!abc:exemple.fr',
    'http://tchap.gouv.fr/#/!abc:exemple.fr',
    'https://tchap.gouv.fr/#/welcome',
    'https://tchap.gouv.fr/faq',
    'https://matrix.to/#/%',
    'https://matrix.to/#/#',
    'https://matrix.to/#/#sans-serveur',
    'matrix:u/alice',
    'matrix:constructor/alice:exemple.fr',
    'javascript:alert(1)',
    'not a link',
    '',
    `https://matrix.to/#/!${'a'.repeat(5000)}:exemple.fr`,
  ])('%s is none', (link) => expect(matrixTarget(link)).toBeNull());

  it('names no server that is none, and few', () => {
    const via = ['a.fr', 'b c', 'x/y', '1', '2', '3', '4', '5', '6'].map((name) => `via=${encodeURIComponent(name)}`).join('&');
    expect(matrixTarget(`https://matrix.to/#/!abc:exemple.fr?${via}`)).toMatchObject({ via: ['a.fr', '1', '2', '3', '4'] });
  });
});
