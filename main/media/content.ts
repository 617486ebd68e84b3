import { open, type FileHandle } from 'node:fs/promises';
import { fileError } from './errors.ts';

/** Read and worked on at once, in bytes: less than a millisecond. */
export const pieceBytes = 256 * 1024;

/** Bytes of a file that are read in pieces, as often as they are wanted, and never held whole. */
export interface Content {
  readonly size: number;
  /** From byte `from` up to, not including, `to`; all of it unless told. Rejects with `media.*`. */
  read(from?: number, to?: number): AsyncGenerator<Uint8Array>;
}

/** Pieces of a file of the disk, each but the last of `piece` bytes. Rejects with `media.unavailable`. */
export async function* filePieces(path: string, from: number, to: number, piece = pieceBytes): AsyncGenerator<Buffer> {
  const file = await open(path).catch(refuse);
  try {
    for (let at = from; at < to; at += piece) yield await filled(file, at, Buffer.allocUnsafe(Math.min(piece, to - at)));
  } finally {
    await file.close();
  }
}

async function filled(file: FileHandle, from: number, buffer: Buffer): Promise<Buffer> {
  for (let at = 0; at < buffer.byteLength;) {
    const { bytesRead } = await file.read(buffer, at, buffer.byteLength - at, from + at).catch(refuse);
    if (bytesRead === 0) throw fileError(new Error('the file is shorter than it was'));
    at += bytesRead;
  }
  return buffer;
}

function refuse(error: unknown): never {
  throw fileError(error);
}

/** The whole of it, where it is known to be small. */
export async function gathered(parts: AsyncIterable<Uint8Array>): Promise<Buffer<ArrayBuffer>> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}
