import type { Component } from 'svelte';
import type { LucideProps } from '@lucide/svelte';

/** An icon of the set, imported by its own path: `@lucide/svelte/icons/lock`. */
export type Icon = Component<LucideProps>;
