import type { versions as reference } from '../fr/versions.ts';

export const versions: typeof reference = {
  levels: {
    info: 'A new version of Tchap is available.',
    mandatory: 'This version of Tchap is old: an update is asked for.',
    critical: 'This version of Tchap is a risk: an update is needed as soon as possible.',
  },
  goOn: (version: string) =>
    `Install version ${version} or a later one. If you cannot do it yourself, tell your IT service: you can go on working.`,
  hide: 'Hide',
};
