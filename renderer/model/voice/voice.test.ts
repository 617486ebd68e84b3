import { describe, expect, it } from 'vitest';
import { oggChecksum, oggOpus, type OpusPacket } from './ogg.ts';
import { levelOf, spread, waveformOf } from './waveform.ts';

interface Page {
  flags: number;
  granule: number;
  sequence: number;
  /** Packets that end in it. */
  packets: Uint8Array[];
  sound: boolean;
}

/** Reads an Ogg stream as RFC 3533 says, without the code that writes it. */
function readPages(file: Uint8Array): Page[] {
  const pages: Page[] = [];
  for (let at = 0; at < file.length;) {
    const view = new DataView(file.buffer, at);
    expect(new TextDecoder().decode(file.subarray(at, at + 4))).toBe('OggS');
    const pieces = [...file.subarray(at + 27, at + 27 + (file[at + 26] ?? 0))];
    const body = at + 27 + pieces.length;
    const end = body + pieces.reduce((sum, piece) => sum + piece, 0);
    const packets: Uint8Array[] = [];
    let [from, to] = [body, body];
    for (const piece of pieces) {
      to += piece;
      if (piece === 255) continue;
      packets.push(file.subarray(from, to));
      from = to;
    }
    expect(from).toBe(end);
    const cleared = file.slice(at, end);
    const sum = view.getUint32(22, true);
    cleared.fill(0, 22, 26);
    const sound = oggChecksum(cleared) === sum;
    pages.push({
      flags: file[at + 5] ?? 0,
      granule: Number(view.getBigUint64(6, true)),
      sequence: view.getUint32(18, true),
      packets,
      sound,
    });
    at = end;
  }
  return pages;
}

const head = new TextEncoder().encode('OpusHead-of-the-encoder');
const packet = (size: number): OpusPacket => ({ bytes: Uint8Array.from({ length: size }, (_, at) => at % 251), samples: 960 });

describe('RFC 7845 Ogg Opus', () => {
  it('the checksum is that of RFC 3533', () => {
    expect(oggChecksum(new TextEncoder().encode('123456789')).toString(16)).toBe('89a1897f');
  });

  it('begins with head and tags, then holds the packets as they were, a second a page', () => {
    const packets = [0, 1, 254, 255, 256, 700, ...Array.from({ length: 120 }, () => 60)].map(packet);
    const pages = readPages(oggOpus(head, packets, 7));
    expect(pages.every(({ sound }) => sound)).toBe(true);
    expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_page, at) => at));
    expect(pages.map(({ flags }) => flags)).toEqual([2, 0, 0, 0, 4]);
    expect(pages[0]?.packets).toEqual([head]);
    expect(new TextDecoder().decode(pages[1]?.packets[0]).slice(0, 8)).toBe('OpusTags');
    expect(pages.slice(2).flatMap((page) => page.packets)).toEqual(packets.map(({ bytes }) => bytes));
    expect(pages.map(({ granule }) => granule)).toEqual([0, 0, 48_000, 96_000, 126 * 960]);
  });
});

describe('MSC3246 waveform', () => {
  it('has at most a hundred figures, the loudest being the top', () => {
    const levels = Array.from({ length: 1234 }, (_, at) => (at === 617 ? 0.5 : 0.1));
    const waveform = waveformOf(levels);
    expect(waveform).toHaveLength(100);
    expect(Math.max(...waveform)).toBe(1024);
    expect(waveform[0]).toBe(205);
  });

  it('does not make noise of silence, and keeps what is short', () => {
    expect(waveformOf([0, 0.001, 0])).toEqual([0, 20, 0]);
    expect(spread([1, 2], 4)).toEqual([1, 1, 2, 2]);
    expect(levelOf(Float32Array.of(-0.5, 0.2, -2))).toBe(1);
  });
});
