import { unaskedBytes, type MediaUrl } from '../../preload/contract/index.ts';
import type { ImageContent } from './image-walk.svelte.ts';

/** What of a picture is drawn as soon as it is seen: the smaller one of it, or itself; null where the agent has to ask. */
export const drawnAtOnce = ({ thumbnail, url, size }: ImageContent): MediaUrl | null =>
  thumbnail ?? ((size ?? 0) <= unaskedBytes ? url : null);
