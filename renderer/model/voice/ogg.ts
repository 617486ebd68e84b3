/** A packet of Opus, and for how long it sounds at 48 kHz. */
export interface OpusPacket {
  bytes: Uint8Array;
  samples: number;
}

/** A page holds at most this many pieces of 255 bytes, and here at most a second of sound, so that players seek well. */
const mostPieces = 255;
const pageSamples = 48_000;
const flags = { first: 2, last: 4 };

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

/** `OpusTags` (RFC 7845, 5.2): a vendor, no comment. */
function tags(): Uint8Array {
  const vendor = ascii('Tchap');
  return Uint8Array.from([...ascii('OpusTags'), vendor.length, 0, 0, 0, ...vendor, 0, 0, 0, 0]);
}

/** Sizes of a packet's pieces: 255 as often as it fills one, then the rest, which may be 0 (RFC 3533, 6). */
const lacing = ({ byteLength }: Uint8Array): number[] => [
  ...Array.from({ length: Math.floor(byteLength / 255) }, () => 255),
  byteLength % 255,
];

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

/** The checksum of RFC 3533 (6, field 7). */
export function oggChecksum(page: Uint8Array): number {
  let sum = 0;
  for (const byte of page) sum = ((sum << 8) ^ (crcTable[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return sum;
}

function pageOf(packets: readonly Uint8Array[], at: { flags: number; granule: number; serial: number; sequence: number }): Uint8Array {
  const pieces = packets.flatMap(lacing);
  const page = new Uint8Array(27 + pieces.length + packets.reduce((sum, { byteLength }) => sum + byteLength, 0));
  const view = new DataView(page.buffer);
  page.set([...ascii('OggS'), 0, at.flags]);
  view.setBigUint64(6, BigInt(at.granule), true);
  view.setUint32(14, at.serial, true);
  view.setUint32(18, at.sequence, true);
  page.set([pieces.length, ...pieces], 26);
  let to = 27 + pieces.length;
  for (const packet of packets) {
    page.set(packet, to);
    to += packet.byteLength;
  }
  view.setUint32(22, oggChecksum(page), true);
  return page;
}

/** Packets by the page that holds them. */
function paged(packets: readonly OpusPacket[]): OpusPacket[][] {
  const pages: OpusPacket[][] = [];
  let [pieces, samples] = [mostPieces, 0];
  for (const packet of packets) {
    const more = lacing(packet.bytes).length;
    if (pieces + more > mostPieces || samples + packet.samples > pageSamples) {
      pages.push([]);
      [pieces, samples] = [0, 0];
    }
    pages.at(-1)?.push(packet);
    pieces += more;
    samples += packet.samples;
  }
  return pages;
}

/**
 * Opus in an Ogg stream (RFC 7845), which is what voice messages of Matrix are (MSC3245). `head`: the
 * `OpusHead` of the encoder.
 */
export function oggOpus(head: Uint8Array, packets: readonly OpusPacket[], serial: number): Uint8Array<ArrayBuffer> {
  const groups = paged(packets);
  let granule = 0;
  const sound = groups.map((group, index) => {
    granule += group.reduce((sum, { samples }) => sum + samples, 0);
    const last = index === groups.length - 1 ? flags.last : 0;
    return pageOf(
      group.map(({ bytes }) => bytes),
      { flags: last, granule, serial, sequence: index + 2 },
    );
  });
  const first = pageOf([head], { flags: flags.first, granule: 0, serial, sequence: 0 });
  const pages = [first, pageOf([tags()], { flags: 0, granule: 0, serial, sequence: 1 }), ...sound];
  const file = new Uint8Array(pages.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let to = 0;
  for (const page of pages) {
    file.set(page, to);
    to += page.byteLength;
  }
  return file;
}
