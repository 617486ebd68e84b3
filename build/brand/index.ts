/**
 * All that names the administration. Another one changes this folder only (and the two names in
 * `electron-builder.yml` and `package.json`, which the packaging suite holds to these).
 */
export interface Brand {
  /** Of the application, as the agent reads it. */
  name: string;
  appId: string;
  /** GUID under which Windows starts the application by a notification; never changed once it was released. */
  toastActivator: string;
  /** For the OS: what it is, and in which menu it stands. */
  description: string;
  vendor: string;
  /** Of the managed configuration, below `HKLM\\Software\\Policies` on Windows. */
  policyKey: string;
  /** Address under which links to rooms and messages stand, without a slash at its end. */
  permalinks: string;
  /** Services that messages link to: video meetings (base address), and a map of a place (`{latitude}`, `{longitude}`). */
  services: { visio: string; map: string };
  /** Links of these schemes are handed to the application by the OS. */
  schemes: readonly string[];
  /** Behind the page while it loads, by theme. */
  background: { light: string; dark: string };
  /** Accent of icons and badges. */
  accent: string;
  /** Whether files of these homeservers come through the antivirus that each of them runs. */
  contentScanner: boolean;
  /** Under which all homeservers are. */
  domain: string;
  /** Features by homeserver domain; `*`: on all. Without an entry a feature is off. Policies stand above. */
  features: { readonly [name: string]: readonly string[] };
  /** Pages and addresses that help an agent, of the web or `mailto:`. */
  help: {
    faq: string;
    /** First steps. */
    guide: string;
    /** Whether the service works. */
    status: string;
    support: string;
    privacy: string;
    /** Why some messages cannot be read. */
    lockedMessages: string;
    /** What the verification of a device is, and how it is done. */
    verification: string;
    /** E-mails about messages that were left unread. */
    emailNotification: string;
  };
  /** Versions that agents should have at least, as JSON; null where none is published. */
  minimumVersions: string | null;
  /** Homeservers that an agent's e-mail address is looked up on. `name` is a label for people; `external`: that of guests from outside. */
  homeservers: readonly { baseUrl: string; name: string; external: boolean }[];
  /** Networks that are bridged, and how the user ids of their people begin. */
  bridges: readonly { name: string; userIdPrefix: string }[];
}

const homeserver = (domain: string, name: string, external = false) => ({
  baseUrl: `https://matrix.${domain}.tchap.gouv.fr`,
  name,
  external,
});

const article = (name: string): string => `https://aide.tchap.numerique.gouv.fr/fr/article/${name}/`;

export const brand: Brand = {
  name: 'Tchap',
  appId: 'fr.gouv.tchap.desktop',
  toastActivator: '{2B2327F4-4B82-4928-88B9-08F9A885C64B}',
  description: 'Messagerie instantanée chiffrée des agents de l’État',
  vendor: 'Direction interministérielle du numérique',
  policyKey: 'DINUM\\TchapDesktop',
  permalinks: 'https://tchap.gouv.fr',
  services: {
    visio: 'https://visio.numerique.gouv.fr',
    map: 'https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=16/{latitude}/{longitude}',
  },
  schemes: ['tchap', 'matrix'],
  background: { light: '#FFFFFF', dark: '#161616' },
  accent: '#000091',
  contentScanner: true,
  domain: 'tchap.gouv.fr',
  features: {
    email_notification: ['*'],
    thread: ['*'],
    space: ['*'],
    create_room_non_encrypted: ['*'],
    // Forums of the armed forces are their own unless an agent decides otherwise.
    forum_limited_by_default: ['agent.intradef.tchap.gouv.fr'],
    red_list: ['*'],
  },
  help: {
    faq: 'https://www.tchap.gouv.fr/faq',
    guide: article('guide-de-prise-en-main-de-tchap-oswyn1'),
    status: 'https://status.tchap.numerique.gouv.fr',
    support: 'mailto:support@tchap.beta.gouv.fr',
    privacy: 'https://tchap.numerique.gouv.fr/politique-de-confidentialite/',
    lockedMessages: article('dechiffrement-en-cours-mes-messages-restent-verrouilles-atnp15'),
    verification: article('comment-verifier-un-nouvel-appareil-sur-tchap-xm0b0y'),
    emailNotification: article('notification-par-email-draft-6k7k89'),
  },
  minimumVersions: 'https://www.tchap.gouv.fr/client/config/agent/desktop',
  homeservers: [
    homeserver('agent', 'Agents'),
    homeserver('agent.agriculture', 'Agriculture'),
    homeserver('agent.collectivites', 'Collectivités'),
    homeserver('agent.culture', 'Culture'),
    homeserver('agent.dev-durable', 'Développement durable'),
    homeserver('agent.diplomatie', 'Diplomatie'),
    homeserver('agent.dinum', 'DINUM'),
    homeserver('agent.education', 'Éducation'),
    homeserver('agent.elysee', 'Élysée'),
    homeserver('agent.externe', 'Externes', true),
    homeserver('agent.finances', 'Finances'),
    homeserver('agent.interieur', 'Intérieur'),
    homeserver('agent.intradef', 'Intradef'),
    homeserver('agent.justice', 'Justice'),
    homeserver('agent.pm', 'Premier ministre'),
    homeserver('agent.social', 'Social'),
    homeserver('agent.ssi', 'SSI'),
  ],
  bridges: [
    { name: 'Slack', userIdPrefix: '@_slack_' },
    { name: 'E-mail', userIdPrefix: '@_email_' },
  ],
};
