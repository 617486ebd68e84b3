/** What an agent may type for a homeserver. */
export type Address =
  | { kind: 'url'; baseUrl: string }
  /** Where `.well-known` is asked; `user` when a full Matrix id was given. */
  | { kind: 'server-name'; serverName: string };

/** Server name of the specification (appendices 4.1): host or IP literal, with an optional port. */
const serverName = /^(?:\[[0-9a-f:.]{2,45}\]|[0-9a-z.-]{1,230})(?::\d{1,5})?$/iu;

/** Reads a URL, a server name, or `@user:server`; null when it is none of them. */
export function parseAddress(text: string): Address | null {
  const trimmed = text.trim();
  if (/^https?:\/\//iu.test(trimmed)) return urlAddress(trimmed);
  const name = trimmed.startsWith('@') ? trimmed.slice(trimmed.indexOf(':') + 1) : trimmed;
  if (trimmed.startsWith('@') && !trimmed.includes(':')) return null;
  return serverName.test(name) ? { kind: 'server-name', serverName: name.toLowerCase() } : null;
}

function urlAddress(text: string): Address | null {
  const baseUrl = normalBaseUrl(text);
  return baseUrl === null ? null : { kind: 'url', baseUrl };
}

/** A base URL without query, fragment, credentials, or slash at its end; null when it is not an http(s) URL. */
export function normalBaseUrl(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  if (url.username !== '' || url.password !== '') return null;
  return (url.origin + url.pathname).replace(/\/+$/u, '');
}

/** Whether a password may be sent there: TLS, or this very machine. */
export function isSecure(baseUrl: string): boolean {
  const url = URL.parse(baseUrl);
  return url !== null && (url.protocol === 'https:' || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(url.hostname));
}
