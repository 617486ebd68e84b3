/**
 * The content security policy of the page. No inline script or style, no eval, no network: the page
 * talks to main alone. `socket` is the page of development and tests, served over HTTP on loopback,
 * whose socket and media come from its own origin.
 */
export function contentSecurityPolicy(page: 'electron' | 'socket'): string {
  const socket = page === 'socket';
  const media = socket ? "'self'" : 'media:';
  const rules: Record<string, string> = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'font-src': "'self'",
    'img-src': `'self' ${socket ? '' : 'media: '}data: blob:`,
    'media-src': `${media} blob:`,
    'connect-src': socket ? "'self'" : "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'object-src': "'none'",
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
