import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/**
 * Files that main finds beside itself with `new URL('./x', import.meta.url)`: a worker's source
 * becomes an entry of its own (`./x.ts` -> `./x.js`), WASM and pictures are copied. Main is
 * one flat folder, so a place beside the source is a place beside the bundle.
 */
export function filesBesideMain(): Plugin {
  const found = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+\.(?:ts|wasm|png))\1\s*,\s*import\.meta\.url\s*\)/gu;
  return {
    name: 'tchap-files-beside-main',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null;
      const replaced = code.replace(found, (_whole, _quote, path: string) => {
        const file = resolve(dirname(id.replace(/\?.*$/u, '')), path);
        return `new URL('./${path.endsWith('.ts') ? startChunk(this, file) : copyAsset(this, file)}', import.meta.url)`;
      });
      return replaced === code ? null : { code: replaced, map: null };
    },
  };
}

type Emitter = { emitFile(file: { type: 'asset' | 'chunk'; fileName: string; source?: Uint8Array; id?: string }): string };

function startChunk(emitter: unknown, file: string): string {
  const fileName = `${nameOf(file).replace(/\.ts$/u, '')}.js`;
  (emitter as Emitter).emitFile({ type: 'chunk', id: file, fileName });
  return fileName;
}

function copyAsset(emitter: unknown, file: string): string {
  const fileName = nameOf(file);
  (emitter as Emitter).emitFile({ type: 'asset', fileName, source: readFileSync(file) });
  return fileName;
}

const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1);

export const root = fileURLToPath(new URL('../..', import.meta.url));
