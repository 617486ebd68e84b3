import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { FileMarker } from '../host/index.ts';
import { fill, WholeFile } from './whole-file.ts';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;
const longest = 150;

/** Shortens the stem, never the ending. */
function shorten(name: string): string {
  const ending = /\.[\w-]{1,16}$/u.exec(name)?.[0] ?? '';
  const stem = [...name.slice(0, name.length - ending.length)].slice(0, longest - ending.length).join('');
  return `${stem}${ending}`;
}

/**
 * A name that every system can keep and that shows its true ending: no path, no control or
 * direction characters, no device name of Windows.
 */
export function safeFileName(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/^.*[\\/]/su, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  const short = shorten(plain);
  if (short === '') return 'fichier';
  return reserved.test(short) ? `_${short}` : short;
}

/**
 * Writes beside the target, marks it as coming from outside, and only then gives it its name: a
 * file under the name that was chosen is whole and marked. Rejects as `parts`, and with `store.disk-full`, `media.unavailable`.
 */
export async function saveFile(path: string, parts: AsyncIterable<Uint8Array>, files: FileMarker): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID().slice(0, 8)}.part`);
  await fill(await WholeFile.create(temporary, path), parts, (file) => files.markFromWeb(file));
}
