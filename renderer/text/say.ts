import type { ErrorCode } from '../../preload/contract/index.ts';

/** What happened; what is safe and what to do next; the short code that support knows. */
export type ErrorWords = { what: string; then: string; support: string };
export type SomeErrors = { readonly [K in ErrorCode]?: ErrorWords };

export const say = (support: string, what: string, then: string): ErrorWords => ({ support, what, then });
