import type { Icon } from './icon.ts';

/** One entry of a `Menu`. */
export type MenuItem = { id: string; label: string; icon: Icon; danger?: boolean; onselect: () => void };
