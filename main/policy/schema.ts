import { X509Certificate } from 'node:crypto';
import * as v from 'valibot';

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

/** Whether a text is certificates of authorities and nothing else: the engine would not open with what it cannot read. */
function isAuthorities(text: string): boolean {
  const found = text.match(certificate) ?? [];
  try {
    return found.length > 0 && text.replace(certificate, '').trim() === '' && found.every((one) => new X509Certificate(one).ca);
  } catch {
    return false;
  }
}

/** A list as one text, since the registry of Windows and property lists hold texts alike. */
const names = v.pipe(v.string(), v.maxLength(1000), v.regex(/^[a-z_]+(?:\s*,\s*[a-z_]+)*$/u));

/** A base URL with TLS, without what does not belong in one. */
function isServerAddress(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === '';
}

/** What an administration may decide for its workstations. A key that is not set leaves the choice as it is. */
export const policySchema = {
  /** Base URL of the homeserver on which alone agents may sign in; nothing is looked up then. */
  homeserver: v.pipe(v.string(), v.trim(), v.maxLength(512), v.check(isServerAddress)),
  /** MSC4153: devices that their owner has not verified take no part in encrypted conversations. */
  excludeUnsignedDevices: v.boolean(),
  /** MSC3814: a device on the server takes the keys of messages that come while the agent is signed in nowhere. */
  dehydratedDevice: v.boolean(),
  /** Experimental: certificates, PEM. Identities that carry a signature under one of these authorities count as verified. */
  x509CaCertificates: v.pipe(v.string(), v.maxLength(100_000), v.check(isAuthorities)),
  /** `off`: the administration installs updates by itself; nothing is asked or said about versions. */
  autoUpdate: v.picklist(['off', 'notify', 'on']),
  /** Names of features (`tchap_features`), separated by commas, that are on whatever the brand says. */
  featuresOn: names,
  /** The same, off. Stands above `featuresOn`. */
  featuresOff: names,
} as const;

export type PolicyName = keyof typeof policySchema;
export type PolicyValues = { [N in PolicyName]?: v.InferOutput<(typeof policySchema)[N]> };

export const isPolicyName = (name: string): name is PolicyName => Object.hasOwn(policySchema, name);
