import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSigned } from './self-signed.ts';

/** Any key of `homeserver.yaml`; it replaces what stands here. */
export type ServerConfig = { [key: string]: unknown };

export interface ConfigInput {
  /** Folder as we see it, and as the server sees it (they differ in a chroot). */
  folder: string;
  inner: string;
  serverName: string;
  port: number;
  registrationSecret: string;
  applicationServiceToken: string;
  /** The servers of a federation, this one included; null alone. */
  federation: Federation | null;
  /** Enforced where given. */
  accessRules: AccessRulesConfig | null;
  /** Accounts may expire (`modules/account_validity.py`). */
  accountValidity: boolean;
  override: ServerConfig;
}

/** Ports of the server-server API on the loopback, by server name. */
export type Federation = { readonly [serverName: string]: number };

/** Configuration of `modules/access_rules.py`. */
export interface AccessRulesConfig {
  /** Server names of external guests. */
  externals?: string[];
  /** Base URL of the identity server that knows who may be invited by e-mail. */
  identityServer?: string;
}

const generous = { per_second: 100_000, burst_count: 100_000 };
/** Every limiter of Synapse, set so high that a story never meets it. A story that wants one overrides it. */
const noRateLimits = {
  rc_message: generous,
  rc_registration: generous,
  rc_registration_token_validity: generous,
  rc_login: { address: generous, account: generous, failed_attempts: generous },
  rc_admin_redaction: generous,
  rc_joins: { local: generous, remote: generous },
  rc_joins_per_room: generous,
  rc_3pid_validation: generous,
  rc_invites: { per_room: generous, per_user: generous, per_issuer: generous },
  rc_third_party_invite: generous,
  rc_media_create: generous,
  rc_delayed_event_mgmt: generous,
  rc_presence: { per_user: generous },
  rc_reports: generous,
  rc_room_creation: generous,
  rc_user_directory: generous,
};

/** Writes the configuration, a signing key and an application service; returns the inner path of the configuration. */
export function writeConfig(input: ConfigInput): string {
  const { folder, inner } = input;
  mkdirSync(join(folder, 'media'), { recursive: true });
  const key = randomBytes(32).toString('base64').replace(/=+$/, '');
  writeFileSync(join(folder, 'signing.key'), `ed25519 a_test ${key}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'service.yaml'), JSON.stringify(applicationService(input.applicationServiceToken)));
  writeFileSync(join(folder, 'log.yaml'), JSON.stringify(logConfig(`${inner}/homeserver.log`)));
  const config = {
    ...baseConfig(input),
    ...noRateLimits,
    ...(input.federation ? federated(input, input.federation) : {}),
    ...(input.accessRules ? accessRules(folder, input.accessRules) : {}),
    ...(input.accountValidity ? accountValidity(folder) : {}),
    ...input.override,
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'homeserver.yaml'), JSON.stringify(config, null, 1));
  return `${inner}/homeserver.yaml`;
}

function baseConfig({ inner, serverName, port, registrationSecret }: ConfigInput): ServerConfig {
  return {
    server_name: serverName,
    public_baseurl: `http://127.0.0.1:${port}/`,
    pid_file: `${inner}/homeserver.pid`,
    listeners: [{ port, type: 'http', bind_addresses: ['127.0.0.1'], resources: [{ names: ['client'] }] }],
    database: { name: 'sqlite3', args: { database: `${inner}/homeserver.db` } },
    log_config: `${inner}/log.yaml`,
    media_store_path: `${inner}/media`,
    signing_key_path: `${inner}/signing.key`,
    app_service_config_files: [`${inner}/service.yaml`],
    registration_shared_secret: registrationSecret,
    macaroon_secret_key: registrationSecret,
    form_secret: registrationSecret,
    // The cost of a password hash is Synapse's affair, not ours.
    bcrypt_rounds: 4,
    presence: { enabled: false },
    trusted_key_servers: [],
    federation_domain_whitelist: [],
    report_stats: false,
    // A new server fills its user directory without pauses in between.
    background_updates: { sleep_enabled: false },
    enable_registration: false,
    allow_public_rooms_over_federation: false,
    room_list_publication_rules: [{ action: 'allow' }],
    url_preview_enabled: false,
    user_directory: { search_all_users: true },
    max_upload_size: '50M',
  };
}

/**
 * What makes it one of a federation: names lead to ports of the loopback (`process.ts`), and each server says of itself
 * that it is found at port 443, so that none looks for a DNS server. Certificates are not looked at: the border of Tchap's
 * federation is no part of the client.
 */
function federated({ folder, inner, serverName, port }: ConfigInput, federation: Federation): ServerConfig {
  writeFileSync(join(folder, 'tls.key'), selfSigned.key, { mode: 0o600 });
  writeFileSync(join(folder, 'tls.crt'), selfSigned.cert);
  const loopback = { bind_addresses: ['127.0.0.1'], type: 'http' };
  return {
    listeners: [
      { ...loopback, port, resources: [{ names: ['client'] }] },
      { ...loopback, port: federation[serverName], tls: true, resources: [{ names: ['federation'] }] },
    ],
    tls_certificate_path: `${inner}/tls.crt`,
    tls_private_key_path: `${inner}/tls.key`,
    federation_verify_certificates: false,
    federation_domain_whitelist: Object.keys(federation),
    ip_range_blacklist: [],
    serve_server_wellknown: true,
    allow_public_rooms_over_federation: true,
    // A server that starts a little later is asked again at once, not in ten minutes.
    federation: { destination_min_retry_interval: '1s', destination_max_retry_interval: '2s' },
  };
}

/** Tchap's module; the creators of room version 12 stand above its power levels, so rooms are of an earlier one. */
function accessRules(folder: string, { externals = [], identityServer }: AccessRulesConfig): ServerConfig {
  copyFileSync(join(import.meta.dirname, 'modules', 'access_rules.py'), join(folder, 'access_rules.py'));
  const config = { externals, ...(identityServer === undefined ? {} : { identity_server: identityServer }) };
  return { modules: [{ module: 'access_rules.AccessRules', config }], default_room_version: '10' };
}

/** Of a server of its own: a story of expired accounts needs no other module. */
function accountValidity(folder: string): ServerConfig {
  copyFileSync(join(import.meta.dirname, 'modules', 'account_validity.py'), join(folder, 'account_validity.py'));
  return { modules: [{ module: 'account_validity.AccountValidity', config: {} }] };
}

/** A service that may speak for every user: seeds use it to give events a past (`ts`). It has no URL and hears nothing. */
const applicationService = (token: string) => ({
  id: 'seeds',
  url: null,
  as_token: token,
  hs_token: randomBytes(24).toString('hex'),
  sender_localpart: 'seeds',
  rate_limited: false,
  namespaces: { users: [{ regex: '@.*', exclusive: false }], rooms: [], aliases: [] },
});

const logConfig = (file: string) => ({
  version: 1,
  disable_existing_loggers: false,
  formatters: { line: { format: '%(asctime)s %(levelname)s %(name)s: %(message)s' } },
  handlers: { file: { class: 'logging.FileHandler', filename: file, formatter: 'line' } },
  root: { level: 'WARNING', handlers: ['file'] },
});
