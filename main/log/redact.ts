const hidden = '[redacted]';

/** Names of fields whose value is never written, whatever it is. */
const secretName =
  /token|passw|passphrase|secret|authorization|cookie|recovery|private|pickle|(^|[^a-z])pin$|(^|_)(k|iv|key|keys|master_key|session_key|mac)$|Key$/iu;

/**
 * Texts that are secrets wherever they stand. Public identifiers (user, room, event ids, `mxc:`) are
 * left alone: support needs them.
 */
const secretTexts: readonly [RegExp, string][] = [
  // Access and refresh tokens of Synapse and of the Matrix authentication service.
  [/\b(?:syt|syr|syl|mat|mar|mct|mcr|mcp|mpt)_[\w-]{8,}/gu, hidden],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/giu, `$1 ${hidden}`],
  // JSON Web Tokens.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/gu, hidden],
  // Parameters and JSON members with a secret name.
  [
    /((?:access_?token|refresh_?token|login_?token|token|password|passphrase|client_secret|code|code_verifier)=)[^&\s"'#]+/giu,
    `$1${hidden}`,
  ],
  [
    /("(?:[\w.-]*(?:token|passw|passphrase|secret|recovery|private|session_key)[\w.-]*|k|iv|key)"\s*:\s*)"(?:[^"\\]|\\.)*"/giu,
    `$1"${hidden}"`,
  ],
  // Credentials within a URL.
  [/(\b[a-z][\w+.-]*:\/\/)[^/\s@]+@/giu, `$1${hidden}@`],
  // A recovery code: base58 in groups of four (spec 11.12.2.6.1), or in one piece.
  [/\bE[1-9A-HJ-NP-Za-km-z]{3}(?:[ \u00a0-][1-9A-HJ-NP-Za-km-z]{4}){10,11}(?![1-9A-HJ-NP-Za-km-z])/gu, hidden],
  [/\bEs[1-9A-HJ-NP-Za-km-z]{46}\b/gu, hidden],
  // 32 bytes or more in base64 or in hexadecimal: keys. Not event ids and not the parts of addresses.
  [/(?<![$!@#:/\w+-])[A-Za-z0-9+/_-]{43,}={0,2}(?![\w:.-])/gu, hidden],
  [/\b[0-9a-f]{64,}\b/giu, hidden],
];

/** A text without the secrets that can be known by their form. */
export function redactText(text: string): string {
  return secretTexts.reduce((cleaned, [pattern, replacement]) => cleaned.replace(pattern, replacement), text);
}

/** A copy fit for the log: secrets hidden by name and by form, byte arrays as their length, errors as data, depth limited. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return typeof value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 5) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, 50).map((member) => redact(member, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, hides(name, member) ? hidden : redact(member, depth + 1)]),
  );
}

/** Numbers and booleans under such a name (`keys: 12`, `hasToken: true`) tell nothing secret. */
const hides = (name: string, value: unknown) => secretName.test(name) && typeof value !== 'number' && typeof value !== 'boolean';

function redactError(error: Error, depth: number): unknown {
  const { name, message, stack, cause } = error;
  return {
    name,
    message: redactText(message),
    ...('code' in error ? { code: redact(error.code, depth + 1) } : {}),
    ...(stack === undefined ? {} : { stack: redactText(stack) }),
    ...(cause === undefined ? {} : { cause: redact(cause, depth + 1) }),
  };
}
