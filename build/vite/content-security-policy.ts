import type { Plugin } from 'vite';
import { contentSecurityPolicy } from '../../main/electron/csp.ts';

/** Writes the policy of `main/electron` into the page as well, so that no carrier can lose it. */
export function cspPlugin(page: 'electron' | 'socket'): Plugin {
  return {
    name: 'tchap-content-security-policy',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy(page) },
        injectTo: 'head-prepend',
      },
    ],
  };
}
