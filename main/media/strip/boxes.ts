import { boxOf, longestHead, type Box } from './box.ts';
import { privateItems, type Hidden } from './items.ts';
import { nothing, type Bytes, type Passage, type Steps } from './passage.ts';

/** What a file is played or drawn by; every maker has boxes of its own beside them. */
const kept = new Set('ftyp styp moov moof mdat imda mini wide pdin prft sidx ssix emsg mfra pnot PICT'.split(' '));
/** Boxes that are looked into, by the box that they lie in. */
const opened: { [parent: string]: readonly string[] } = { file: ['moov', 'moof'], moov: ['trak'], trak: ['mdia'], moof: ['traf'] };
/** What is private in them. */
const told = new Set(['udta', 'meta', 'uuid', 'free', 'skip']);
/** Sound, whose title and cover are its own; raw photographs, which are developed by what their boxes say. */
const leftAlone = new Set(['M4A ', 'M4B ', 'crx ']);
/** Most bytes of the description of a picture: room for that of some thousand tiles. */
const metaLimit = 256 * 1024;

/** Whether a file begins so that is made of boxes: MP4, QuickTime, 3GP, HEIF, AVIF. */
export function holdsBoxes(head: Bytes): boolean {
  const box = boxOf(head);
  if (box?.type === 'ftyp') return box.size < 65_536;
  return (box?.type === 'wide' && box.size === 8) || box?.type === 'moov' || box?.type === 'mdat';
}

/**
 * A film (ISO/IEC 14496-12, QuickTime) without what is told about it, or a picture (ISO/IEC 23008-12) without
 * Exif and XMP. What is private is overwritten where it stands, since offsets into the file stand all over it.
 */
export function* cleanBoxes(file: Passage): Steps {
  const brand = (yield* file.peek(12)).toString('latin1', 8);
  if (leftAlone.has(brand)) yield* file.pass();
  else yield* new Boxes(file).clean('file', Infinity);
}

class Boxes {
  readonly #file: Passage;
  /** Ordered by where they begin. */
  #hidden: Hidden[] = [];

  constructor(file: Passage) {
    this.#file = file;
  }

  /** Boxes that lie in `parent`, which ends at byte `end` of the file. */
  *clean(parent: string, end: number): Steps {
    while (this.#file.position < end && !this.#file.over) {
      const left = end - this.#file.position;
      const box = boxOf(yield* this.#file.peek(Math.min(longestHead, left)));
      if (box === null) return yield* this.#pass(left);
      yield* this.#cleanBox(parent, { ...box, size: Math.min(box.size, left) });
    }
  }

  *#cleanBox(parent: string, box: Box): Steps {
    if (parent === 'file' && box.type === 'meta') return yield* this.#cleanMeta(box);
    if (told.has(box.type) || (parent === 'file' && !kept.has(box.type))) return yield* this.#blank(box);
    const end = this.#file.position + box.size;
    if (!opened[parent]?.includes(box.type)) return yield* this.#pass(box.size);
    yield* this.#pass(box.header);
    yield* this.clean(box.type, end);
  }

  *#cleanMeta(box: Box): Steps {
    if (box.size > metaLimit) return yield* this.#pass(box.size);
    const { position } = this.#file;
    const content = (yield* this.#file.peek(box.size)).subarray(box.header);
    const items = privateItems(content, position + box.header);
    if (items === null) return yield* this.#blank(box);
    this.#hidden = items.sort((one, other) => one.from - other.from);
    yield* this.#pass(box.size);
  }

  *#blank({ header, size }: Box): Steps {
    const head = Buffer.from(yield* this.#file.peek(header));
    head.write('free', 4, 'latin1');
    yield* this.#file.blank(size, head);
  }

  /** Lets bytes through but for what is hidden among them. */
  *#pass(bytes: number): Steps {
    const file = this.#file;
    const end = file.position + bytes;
    while (file.position < end && !file.over) {
      const next = this.#nextHidden();
      yield* file.pass(Math.min(end, next.from) - file.position);
      const { position } = file;
      yield* file.blank(Math.min(end, next.to) - position, next.instead.subarray(Math.max(0, position - next.from)));
    }
  }

  #nextHidden(): Hidden {
    const { position } = this.#file;
    while (this.#hidden[0] && this.#hidden[0].to <= position) this.#hidden.shift();
    return this.#hidden[0] ?? { from: Infinity, to: Infinity, instead: nothing };
  }
}
