import { describe, expect, it } from 'vitest';
import { accountId, empty, roomId, start, until } from '../../test/page/memory-main.ts';
import { attachmentPartBytes, CodedError, type AttachmentId } from '../../preload/contract/index.ts';
import type { Handlers } from '../../preload/wire/index.ts';
import { plainDocument } from '../text/index.ts';
import { composerOf, type FileSource } from './index.ts';

describe('files', () => {
  const file = (name: string, size: number): FileSource => ({
    name,
    mimetype: 'application/pdf',
    size,
    width: null,
    height: null,
    read: async (from, to) => new Uint8Array(to - from).fill(7),
  });
  const handing = (answers: Partial<Handlers> = {}) => {
    let begun = 0;
    const main = start([], { ...empty, 'attachments.begin': async () => ({ attachmentId: `f${++begun}` as AttachmentId }), ...answers });
    return { ...main, composer: composerOf(main.client, accountId, roomId) };
  };

  it('are handed over in parts, and leave in order with the words as caption of the first', async () => {
    const { composer, calls } = handing();
    composer.attach([file('a.pdf', attachmentPartBytes * 2 + 5), file('b.pdf', 3)]);
    composer.write(plainDocument('voici'));
    await composer.send();
    const parts = (calls('attachments.append') as { attachmentId: string; bytes: Uint8Array }[]).filter(
      (part) => part.attachmentId === 'f1',
    );
    expect(parts.map((part) => part.bytes.byteLength)).toEqual([attachmentPartBytes, attachmentPartBytes, 5]);
    expect(calls('messages.send')).toMatchObject([
      { content: { kind: 'attachment', attachmentId: 'f1', caption: 'voici' } },
      { content: { kind: 'attachment', attachmentId: 'f2', caption: '' } },
    ]);
    expect([composer.attachments.items.length, composer.text]).toEqual([0, '']);
    expect(calls('attachments.drop')).toHaveLength(0);
  });

  it('that are taken away are dropped', async () => {
    const { composer, calls } = handing();
    composer.attach([file('a.pdf', 10)]);
    const [upload] = composer.attachments.items;
    await upload?.done;
    if (upload) composer.attachments.remove(upload);
    await until(() => calls('attachments.drop').length === 1);
    expect(composer.empty).toBe(true);
  });

  it('that main refuses stay with the words, and can be tried again', async () => {
    let full = true;
    const { composer, calls } = handing({
      'attachments.append': async () => {
        if (full) throw new CodedError('store.disk-full', 'full');
        return null;
      },
    });
    composer.attach([file('a.pdf', 10)]);
    composer.write(plainDocument('légende'));
    await composer.send();
    expect([composer.problem?.code, composer.attachments.items[0]?.error?.code, composer.text]).toEqual([
      'store.disk-full',
      'store.disk-full',
      'légende',
    ]);
    full = false;
    composer.attachments.items[0]?.retry();
    await composer.send();
    expect(calls('messages.send')).toHaveLength(1);
    expect(composer.idle).toBe(true);
  });
});
