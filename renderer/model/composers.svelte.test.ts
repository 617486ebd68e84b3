// @vitest-environment jsdom
import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { accountId, roomId, start } from '../../test/page/memory-main.ts';
import { plainDocument } from '../text/index.ts';
import { composerOf, type ComposerModel } from './index.ts';

it('a composer that is kept follows what is written after the screen that made it is gone', () => {
  const main = start();
  /** A screen that shows whether there is something to send. */
  const screen = (seen: boolean[]) => {
    let composer: ComposerModel | undefined;
    const close = $effect.root(() => {
      composer = composerOf(main.client, accountId, roomId);
      $effect(() => void seen.push(composer?.empty ?? true));
    });
    flushSync();
    return { close, composer: composer as ComposerModel };
  };
  const first = screen([]);
  first.composer.write(plainDocument('Bon'));
  flushSync();
  first.close();
  const seen: boolean[] = [];
  const second = screen(seen);
  expect(second.composer).toBe(first.composer);
  second.composer.write(plainDocument(''));
  flushSync();
  expect(seen).toEqual([false, true]);
  second.close();
});
