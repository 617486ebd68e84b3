import type { Net } from '../../host/index.ts';
import { isObject } from './json.ts';
import { readBounded } from './request.ts';

type Fields = { [key: string]: unknown };
type Check = (body: Fields) => boolean;

/** Most bytes of an answer to the cryptography: the device keys of some ten thousand devices. */
const largestAnswer = 64 * 1024 * 1024;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isMap = (value: unknown, inner: (value: unknown) => boolean): boolean => isObject(value) && Object.values(value).every(inner);
const absentOr = (value: unknown, check: (value: unknown) => boolean): boolean => value === undefined || check(value);
const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** `GET /room_keys/version` (spec 11.12.3.2.1): 32 bytes of key in base64, and signatures by user and key. */
function isBackup({ algorithm, version, etag, auth_data: data }: Fields): boolean {
  if (!isText(algorithm) || !isText(version) || typeof etag !== 'string' || !isObject(data)) return false;
  const { public_key: key, signatures } = data;
  const isKey = typeof key === 'string' && /^[A-Za-z0-9+/]{43}=?$/u.test(key);
  return isKey && isMap(signatures, (ofUser) => isMap(ofUser, (signature) => typeof signature === 'string'));
}

/** Users, and what there is of each device. */
const isByDevice = (value: unknown): boolean => isMap(value, (devices) => isMap(devices, isObject));
const isByUser = (value: unknown): boolean => isMap(value, isObject);

/** The answers whose form matrix-js-sdk and the engine under it take for granted. `absent`: what is not sound is not there. */
const forms: readonly { name: string; match: RegExp; sound: Check; absent?: boolean }[] = [
  { name: 'backup', match: /^GET .*\/room_keys\/version(?:\/[^/?]*)?(?:\?|$)/u, sound: isBackup, absent: true },
  { name: 'keys/upload', match: /^POST .*\/keys\/upload/u, sound: (body) => isMap(body['one_time_key_counts'], isCount) },
  {
    name: 'keys/query',
    match: /^POST .*\/keys\/query/u,
    sound: (body) =>
      absentOr(body['device_keys'], isByDevice) &&
      ['master_keys', 'self_signing_keys', 'user_signing_keys', 'failures'].every((name) => absentOr(body[name], isByUser)),
  },
  {
    name: 'keys/claim',
    match: /^POST .*\/keys\/claim/u,
    sound: (body) => isByDevice(body['one_time_keys']) && absentOr(body['failures'], isByUser),
  },
];

function parsed(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const refusal = (status: number, errcode: string): Response =>
  new Response(JSON.stringify({ errcode, error: 'the answer of the server was malformed' }), {
    status,
    headers: { 'content-type': 'application/json' },
  });

/**
 * `fetch` for matrix-js-sdk, which believes what a server says and does not hear all of its own
 * failures: one that nobody hears ends the process. An answer that is no JSON object, or not of its
 * form, becomes one that says so: 404 for a backup, 502 for all else, which is tried again. The body
 * is read here, bounded, so that the time limit of the SDK holds for all of it. `onRefused` hears
 * which kind of answer it was.
 */
export function soundAnswers(fetch: Net['fetch'], onRefused: (kind: string) => void): Net['fetch'] {
  return async (url, init = {}) => {
    const response = await fetch(url, init);
    const text = new TextDecoder().decode(await readBounded(response, { bytes: largestAnswer, code: 'server.error' }));
    const { status, headers } = response;
    if (!response.ok) return new Response(text, { status, headers });
    const form = forms.find(({ match }) => match.test(`${init.method ?? 'GET'} ${url}`));
    const body = parsed(text);
    if (body !== null && (form?.sound(body) ?? true)) return new Response(text, { status, headers });
    onRefused(form?.name ?? 'other');
    return form?.absent ? refusal(404, 'M_NOT_FOUND') : refusal(502, 'M_UNKNOWN');
  };
}
