import { decode, isBlurhashValid } from 'blurhash';
import type { Attachment } from 'svelte/attachments';

const side = 32;

/** Paints the few colours that stand for a picture until it is here. A hash of others that is malformed paints nothing. */
export const blurred =
  (hash: string): Attachment<HTMLCanvasElement> =>
  (canvas) => {
    if (hash.length > 200 || !isBlurhashValid(hash).result) return;
    const context = canvas.getContext('2d');
    if (!context) return;
    canvas.width = side;
    canvas.height = side;
    const image = context.createImageData(side, side);
    image.data.set(decode(hash, side, side));
    context.putImageData(image, 0, 0);
  };
