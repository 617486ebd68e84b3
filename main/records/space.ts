import type { RoomId } from '../../preload/contract/index.ts';
import { asArray, asObject, isRoomId } from './json.ts';

/** More rooms are not shown of one space. */
const most = 500;

/** `order` of a child (spec: m.space.child): at most 50 characters of ASCII, else as if it were missing. */
const orderOf = (order: unknown): string | null => (typeof order === 'string' && /^[ -~]{0,50}$/u.test(order) ? order : null);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rooms of a space from its `m.space.child` state: those with a server to reach them by, ordered ones first (spec: ordering of children). */
export function childrenOf(state: readonly { child: string; content: string }[]): RoomId[] {
  const children = state.flatMap(({ child, content }) => {
    const { via, order } = asObject(JSON.parse(content));
    const reachable = asArray(via).some((server) => typeof server === 'string');
    return isRoomId(child) && reachable ? [{ child, order: orderOf(order) }] : [];
  });
  const sorted = children.sort((a, b) => {
    if (a.order === null || b.order === null) return Number(a.order === null) - Number(b.order === null) || compareText(a.child, b.child);
    return compareText(a.order, b.order) || compareText(a.child, b.child);
  });
  return sorted.slice(0, most).map(({ child }) => child);
}
