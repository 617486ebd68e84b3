/**
 * `wide`: list, conversation and panel beside each other. `medium`: the panel takes the place of the
 * conversation. `narrow`: one at a time, list or conversation.
 */
export type Layout = 'wide' | 'medium' | 'narrow';

const wideRem = 68.75;
const mediumRem = 50;

/** The layout for a width in px and the size of the root's text in px: 1,100 and 800 px at 16 px. */
export function layoutFor(width: number, rootPx: number): Layout {
  const rem = width / rootPx;
  if (rem >= wideRem) return 'wide';
  return rem >= mediumRem ? 'medium' : 'narrow';
}
