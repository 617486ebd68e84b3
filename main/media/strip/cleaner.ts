import { pictureType } from '../served-type.ts';
import { cleanBoxes, holdsBoxes } from './boxes.ts';
import { cleanJpeg } from './jpeg.ts';
import { Passage, type Steps } from './passage.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

const pictures: { [mimetype: string]: (file: Passage) => Steps } = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
};

/** By what its bytes are, not by its name. */
function* clean(file: Passage): Steps {
  const head = yield* file.peek(12);
  const picture = pictures[pictureType(head) ?? ''];
  if (picture) yield* picture(file);
  else if (holdsBoxes(head)) yield* cleanBoxes(file);
  else yield* file.pass();
}

/**
 * Takes out of a picture or a film what says where, when and with what it was taken, as its bytes come: in
 * parts of any size, of which it holds 256 KiB at most. Any other file, and what is not understood from some
 * place on, goes on as it is. There are never more than 36 bytes more than came.
 */
export class Cleaner {
  readonly #file = new Passage();
  readonly #steps = clean(this.#file);
  #wanted = 0;
  /** Parts that are not enough for the next step. */
  #parts: Uint8Array[] = [];
  #held = 0;

  /** What can go on now that these bytes came. */
  push(part: Uint8Array): Uint8Array {
    this.#held += part.byteLength;
    if (this.#held < this.#wanted) {
      this.#parts.push(Buffer.from(part));
      return new Uint8Array(0);
    }
    this.#parts.push(part);
    return this.#run();
  }

  /** What is left to go on when no more come. */
  end(): Uint8Array {
    this.#file.end();
    return this.#run();
  }

  #run(): Uint8Array {
    this.#file.come(this.#parts);
    this.#parts = [];
    this.#held = 0;
    const step = this.#steps.next();
    this.#wanted = step.done ? 0 : step.value;
    return this.#file.leave();
  }
}
