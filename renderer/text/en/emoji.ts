import type { emoji as reference } from '../fr/emoji.ts';

export const emoji: typeof reference = {
  open: 'Insert an emoji',
  other: 'Another emoji',
  search: 'Search for an emoji',
  none: 'No emoji has this name.',
  recent: 'Recent',
  tone: 'Skin tone',
  tones: {
    0: 'Default',
    1: 'Light',
    2: 'Medium-light',
    3: 'Medium',
    4: 'Medium-dark',
    5: 'Dark',
  },
  groups: {
    0: 'Faces and emotions',
    1: 'People',
    3: 'Animals and nature',
    4: 'Food and drink',
    5: 'Travel and places',
    6: 'Activities',
    7: 'Objects',
    8: 'Symbols',
    9: 'Flags',
  },
};
