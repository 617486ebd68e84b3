import { describe, expect, it } from 'vitest';
import type { AccountId, AttachmentId, EventId, RoomId } from '../../preload/contract/index.ts';
import { mediaUrlOf, parseMediaUrl, type MediaSource } from './media-url.ts';

const account = 'a-1' as AccountId;
const sources: MediaSource[] = [
  { kind: 'event', roomId: '!r/o?o#m:example.org' as RoomId, eventId: '$e+/é' as EventId, thumbnail: false },
  { kind: 'event', roomId: '!v12' as RoomId, eventId: '$e' as EventId, thumbnail: true },
  { kind: 'avatar', mxc: 'mxc://[::1]:8448/AbC-_9' },
  { kind: 'attachment', attachmentId: 'b0f4' as AttachmentId },
];

describe('media: addresses', () => {
  it.each(sources)('of $kind stand for what they were made of', (source) => {
    const url = mediaUrlOf(account, source) ?? '';
    expect(url).toMatch(/^media:\/a-1\//u);
    expect(parseMediaUrl(url)).toEqual({ accountId: account, source });
    expect(parseMediaUrl(url.replace('media:/', 'media:///'))).toEqual({ accountId: account, source });
  });

  it.each([
    'mxc://',
    'mxc://host',
    'mxc://host/../x',
    'mxc://host/a/b',
    'mxc://ho st/a',
    'https://host/a',
    `mxc://host/${'a'.repeat(300)}`,
    '',
  ])('are not made of %s', (mxc) => expect(mediaUrlOf(account, { kind: 'avatar', mxc })).toBeNull());

  it('are not made too long', () => {
    expect(
      mediaUrlOf(account, { kind: 'event', roomId: `!${'é'.repeat(400)}` as RoomId, eventId: '$e' as EventId, thumbnail: false }),
    ).toBeNull();
  });

  it.each([
    'media:',
    'media:/',
    'media:/a-1',
    'media:/a-1/avatar/host',
    'media:/a-1/avatar/host/..%2f..%2fx',
    'media:/a-1/event/!r/$e',
    'media:/a-1/event/!r/$e/other',
    'media:/a-1/event/!r/$e/full/more',
    'media:/a-1/attachment/x/y',
    'media:/a-1/%ff/x',
    'file:///etc/passwd',
  ])('%s stands for nothing', (url) => expect(parseMediaUrl(url)).toBeNull());
});
