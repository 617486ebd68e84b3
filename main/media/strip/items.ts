import { boxesIn, Fields } from './box.ts';
import { tiffHead } from './exif.ts';
import { nothing, type Bytes } from './passage.ts';

/** Bytes of a file, from `from` up to, not including, `to`, of which only `instead` is to be read. */
export interface Hidden {
  from: number;
  to: number;
  instead: Bytes;
}

/** Exif that says nothing: an offset, and a TIFF whose directory is empty, since some readers refuse a picture whose Exif is none (ISO/IEC 23008-12, A.2.1). */
const emptyExif = Buffer.concat([Buffer.alloc(4), tiffHead]);

/**
 * Where the `meta` box of a HEIF or AVIF picture (ISO/IEC 23008-12) says that its Exif and XMP lie; null where
 * it is not of a picture. `content`: what follows its head, at byte `position` of the file.
 */
export function privateItems(content: Bytes, position: number): Hidden[] | null {
  const boxes = new Map([...boxesIn(content.subarray(4))].map((box) => [box.type, box]));
  if (boxes.get('hdlr')?.content.toString('latin1', 8, 12) !== 'pict') return null;
  const items = itemsOf(boxes.get('iinf')?.content);
  const inside = position + 4 + (boxes.get('idat')?.at ?? 0);
  const extents = [...extentsOf(boxes.get('iloc')?.content)];
  return extents.flatMap(({ item, inData, first, from, size }) => {
    const instead = items.get(item);
    if (instead === undefined) return [];
    const start = from + (inData ? inside : 0);
    return [{ from: start, to: start + size, instead: first ? instead : nothing }];
  });
}

/** Private items by number: what is to be read instead (`iinf`, ISO/IEC 14496-12, 8.11.6). */
function itemsOf(iinf = nothing): Map<number, Bytes> {
  const found = new Map<number, Bytes>();
  for (const { content } of boxesIn(iinf.subarray(iinf[0] === 0 ? 6 : 8))) {
    const fields = new Fields(content);
    const version = fields.number(4) >>> 24;
    const item = fields.number(version === 3 ? 4 : 2);
    fields.number(2);
    const type = fields.type();
    fields.text();
    if (type === 'Exif') found.set(item, emptyExif);
    if (type === 'mime' && fields.text() === 'application/rdf+xml') found.set(item, nothing);
  }
  return found;
}

interface Extent {
  item: number;
  /** Counted from the `idat` box, not from the beginning of the file. */
  inData: boolean;
  first: boolean;
  from: number;
  size: number;
}

/** Where the items lie (`iloc`, ISO/IEC 14496-12, 8.11.3), those in the file and in `idat`. */
function* extentsOf(iloc = nothing): Generator<Extent> {
  const fields = new Fields(iloc);
  const version = fields.number(4) >>> 24;
  const [offsets, lengths] = nibbles(fields.number(1));
  const [bases, indexes] = nibbles(fields.number(1));
  // An extent without a length is the whole file: no one writes that, and as many would fit as one likes.
  if (lengths === 0) return;
  const wide = version < 2 ? 2 : 4;
  for (let items = fields.number(wide); items > 0 && !fields.over; items--) {
    const item = fields.number(wide);
    const method = version === 0 ? 0 : fields.number(2) & 15;
    fields.number(2);
    const base = fields.number(bases);
    const count = fields.number(2);
    for (let extent = 0; extent < count && !fields.over; extent++) {
      if (version > 0) fields.number(indexes);
      const from = base + fields.number(offsets);
      const size = fields.number(lengths);
      if (method < 2) yield { item, inData: method === 1, first: extent === 0, from, size };
    }
  }
}

const nibbles = (byte: number): [number, number] => [byte >> 4, byte & 15];
