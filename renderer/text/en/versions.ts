import type { versions as reference } from '../fr/versions.ts';

export const versions: typeof reference = {
  levels: {
    info: 'A new version of Tchap is available.',
    mandatory: 'This version of Tchap is out of date: please update it.',
    critical: 'This version of Tchap is not safe: it must be updated as soon as possible.',
  },
  goOn: (version: string) =>
    `Install version ${version} or a later one. If you cannot do it yourself, tell your IT department: you can keep working.`,
  hide: 'Hide',
};
