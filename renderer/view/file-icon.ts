import FileImage from '@lucide/svelte/icons/file-image';
import FileSpreadsheet from '@lucide/svelte/icons/file-spreadsheet';
import FileText from '@lucide/svelte/icons/file-text';
import File from '@lucide/svelte/icons/file';
import FileVideo from '@lucide/svelte/icons/file-play';
import Music from '@lucide/svelte/icons/music';
import type { Icon } from '../parts/index.ts';

const kinds: [pattern: RegExp, icon: Icon][] = [
  [/^image\//u, FileImage],
  [/^video\//u, FileVideo],
  [/^audio\//u, Music],
  [/sheet|excel|csv/u, FileSpreadsheet],
  [/pdf|text|word|document|odt/u, FileText],
];

/** The sign of a kind of file. */
export const fileIcon = (mimetype: string): Icon => kinds.find(([pattern]) => pattern.test(mimetype))?.[1] ?? File;
