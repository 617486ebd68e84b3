export { ArrangedList } from './arranged-list.ts';
export { diffLists } from './diff-lists.ts';
export { sameValue } from './equal.ts';
export { compareKeys, SortedList } from './sorted-list.ts';
