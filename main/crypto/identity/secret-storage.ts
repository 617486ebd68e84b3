import * as v from 'valibot';
import { SecretStorage } from 'matrix-js-sdk';
import decrypt from 'matrix-js-sdk/lib/utils/decryptAESSecretStorageItem.js';
import encrypt from 'matrix-js-sdk/lib/utils/encryptAESSecretStorageItem.js';
import type { JsonObject } from '../../records/index.ts';
import type { CodeKey } from './code.ts';
import type { IdentityServer } from './server.ts';

/** Secrets that the next device needs, by the type of their account data (spec 11.12.2.2, 11.12.3.2). */
export const crossSigningSecrets = ['m.cross_signing.master', 'm.cross_signing.self_signing', 'm.cross_signing.user_signing'] as const;
export const backupSecret = 'm.megolm_backup.v1';
export const secretNames = [...crossSigningSecrets, backupSecret] as const;
/** Key of the dehydrated device (MSC3814), where there is one: a code is whole without it. */
export const dehydrationSecret = 'org.matrix.msc3814';
/** All that our codes open. */
export const keptNames = [...secretNames, dehydrationSecret] as const;
export type SecretName = (typeof keptNames)[number];
const defaultKeyType = 'm.secret_storage.default_key';
const descriptionType = (keyId: string): string => `m.secret_storage.key.${keyId}`;
/** Our part of the description of a key: when it was made, and for which identity. Others ignore it. */
const ownField = 'fr.gouv.tchap.code';
/** Our part of the default key: ids of the keys that it replaced, newest first. */
const replacedField = 'fr.gouv.tchap.replaced';
const mostReplaced = 20;

const text = v.pipe(v.string(), v.maxLength(4096));
const payload = v.object({ iv: text, ciphertext: text, mac: text });
const encrypted = v.object({ encrypted: v.record(v.string(), v.unknown()) });
const ownPart = v.object({ created_at: v.pipe(v.number(), v.integer(), v.minValue(0)), master_key: v.pipe(v.string(), v.maxLength(64)) });
/** More would keep the machine busy for a minute. */
const mostIterations = 5_000_000;
const passphrase = v.object({
  algorithm: v.literal('m.pbkdf2'),
  iterations: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostIterations)),
  salt: v.pipe(v.string(), v.maxLength(1024)),
  bits: v.optional(v.literal(256)),
});
const description = v.object({
  algorithm: v.literal('m.secret_storage.v1.aes-hmac-sha2'),
  iv: v.optional(text),
  mac: v.optional(text),
  passphrase: v.fallback(v.optional(passphrase), undefined),
  [ownField]: v.fallback(v.optional(ownPart), undefined),
});

type Payload = v.InferOutput<typeof payload>;
export interface KeyDescription {
  keyId: string;
  /** Null where the description has no check value: only a secret tells whether a key is right. */
  check: { iv: string; mac: string } | null;
  passphrase: { iterations: number; salt: string } | null;
  /** Milliseconds since the epoch, and the public master key; null where another application made it. */
  made: { at: number; masterKey: string } | null;
}
/** Secret storage as the server has it; what is malformed there counts as absent. */
export interface StoredSecrets {
  key: KeyDescription | null;
  /** Each secret by the ids of the keys that open it. */
  secrets: ReadonlyMap<SecretName, ReadonlyMap<string, Payload>>;
  /** Ids of keys that were in force before, as far as is known. */
  replaced: readonly string[];
}

function parseDescription(keyId: string, content: JsonObject | null): KeyDescription | null {
  const parsed = v.safeParse(description, content);
  if (!parsed.success) return null;
  const { iv, mac, passphrase: derived, [ownField]: own } = parsed.output;
  return {
    keyId,
    check: iv !== undefined && mac !== undefined ? { iv, mac } : null,
    passphrase: derived ? { iterations: derived.iterations, salt: derived.salt } : null,
    made: own ? { at: own.created_at, masterKey: own.master_key } : null,
  };
}

function parseSecret(content: JsonObject | null): Map<string, Payload> {
  const parsed = v.safeParse(encrypted, content);
  const entries = parsed.success ? Object.entries(parsed.output.encrypted).slice(0, 50) : [];
  return new Map(
    entries.flatMap(([keyId, value]): [string, Payload][] => {
      const one = v.safeParse(payload, value);
      return one.success ? [[keyId, one.output]] : [];
    }),
  );
}

const isKeyId = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 255;

export async function readDescription(server: IdentityServer, keyId: string): Promise<KeyDescription | null> {
  return parseDescription(keyId, await server.accountData(descriptionType(keyId)));
}

/** Reads what the server has. */
export async function readStoredSecrets(server: IdentityServer): Promise<StoredSecrets> {
  const names = [...keptNames];
  const [named, ...contents] = await Promise.all([server.accountData(defaultKeyType), ...names.map((name) => server.accountData(name))]);
  const keyId = named?.['key'];
  const told = named?.[replacedField];
  const secrets = new Map(names.map((name, index) => [name, parseSecret(contents[index] ?? null)] as const));
  const replaced = Array.isArray(told) ? told.filter(isKeyId).slice(0, mostReplaced) : [];
  return { key: isKeyId(keyId) ? await readDescription(server, keyId) : null, secrets, replaced };
}

/** Ids of keys other than the one in force. */
export function olderKeys({ key, secrets, replaced }: StoredSecrets): string[] {
  const opening = [...secrets.values()].flatMap((payloads) => [...payloads.keys()]);
  return [...new Set([...replaced, ...opening])].filter((keyId) => keyId !== key?.keyId).slice(0, mostReplaced);
}

/** What the default key is told to have replaced, once another takes its place. */
const replacedBy = (stored: StoredSecrets): string[] =>
  [...(stored.key === null ? [] : [stored.key.keyId]), ...stored.replaced].slice(0, mostReplaced);

/** Whether the default key opens these secrets, as far as can be told without it. */
export const opens = ({ key, secrets }: StoredSecrets, names: readonly SecretName[]): boolean =>
  key !== null && names.every((name) => secrets.get(name)?.has(key.keyId));

/** Whether a key is the one described; null where the description cannot tell. */
export async function isKeyOf({ check }: KeyDescription, key: CodeKey): Promise<boolean | null> {
  if (check === null) return null;
  try {
    const { mac } = await SecretStorage.calculateKeyCheck(key, check.iv);
    return SecretStorage.trimTrailingEquals(mac) === SecretStorage.trimTrailingEquals(check.mac);
  } catch {
    return null;
  }
}

/** The secret in clear; null where this key does not open it, or it was damaged. */
export async function openSecret({ secrets }: StoredSecrets, name: SecretName, keyId: string, key: CodeKey): Promise<string | null> {
  const found = secrets.get(name)?.get(keyId);
  if (!found) return null;
  try {
    return await decrypt(found, key, name);
  } catch {
    return null;
  }
}

export const closeSecret = (name: SecretName, key: CodeKey, secret: string): Promise<Payload> => encrypt(secret, key, name);

/** Keeps a description, which changes nothing until the key is named as the default one. */
export async function saveDescription(
  server: IdentityServer,
  keyId: string,
  key: CodeKey,
  made: { at: number; masterKey: string },
): Promise<void> {
  const { iv, mac } = await SecretStorage.calculateKeyCheck(key);
  const own = { created_at: made.at, master_key: made.masterKey };
  await server.saveAccountData(descriptionType(keyId), { algorithm: 'm.secret_storage.v1.aes-hmac-sha2', iv, mac, [ownField]: own });
}

/** Keeps a secret as it is for these keys, and for no others. */
export function saveSecret(server: IdentityServer, name: SecretName, payloads: ReadonlyMap<string, Payload>): Promise<void> {
  const entries = [...payloads].map(([keyId, { iv, ciphertext, mac }]) => [keyId, { iv, ciphertext, mac }] as const);
  return server.saveAccountData(name, entries.length === 0 ? {} : { encrypted: Object.fromEntries(entries) });
}

/** From here on this key opens secret storage, in the place of the one that did. */
export const saveDefaultKey = (server: IdentityServer, keyId: string, before: StoredSecrets): Promise<void> =>
  server.saveAccountData(defaultKeyType, { key: keyId, [replacedField]: replacedBy(before).filter((id) => id !== keyId) });

/** Nothing opens it any more: the default key goes first, so that whoever looks meanwhile sees none. */
export async function emptyStorage(server: IdentityServer): Promise<void> {
  await server.saveAccountData(defaultKeyType, { [replacedField]: replacedBy(await readStoredSecrets(server)) });
  for (const name of keptNames) await server.saveAccountData(name, {});
}
