/**
 * All that names the administration. Another one changes this folder only (and the two names in
 * `electron-builder.yml` and `package.json`, which the packaging suite holds to these).
 */
export interface Brand {
  /** Of the application, as the agent reads it. */
  name: string;
  appId: string;
  /** For the OS: what it is, and in which menu it stands. */
  description: string;
  vendor: string;
  /** Of the managed configuration, below `HKLM\\Software\\Policies` on Windows. */
  policyKey: string;
  /** Address under which links to rooms and messages stand, without a slash at its end. */
  permalinks: string;
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
  /** Homeservers that an agent's e-mail address is looked up on. `name` is a label for people; `external`: that of guests from outside. */
  homeservers: readonly { baseUrl: string; name: string; external: boolean }[];
}

const homeserver = (domain: string, name: string, external = false) => ({
  baseUrl: `https://matrix.${domain}.tchap.gouv.fr`,
  name,
  external,
});

export const brand: Brand = {
  name: 'Tchap',
  appId: 'fr.gouv.tchap.desktop',
  description: 'Messagerie instantanée chiffrée des agents de l’État',
  vendor: 'Direction interministérielle du numérique',
  policyKey: 'DINUM\\TchapDesktop',
  permalinks: 'https://tchap.gouv.fr',
  schemes: ['tchap', 'matrix'],
  background: { light: '#FFFFFF', dark: '#161616' },
  accent: '#000091',
  contentScanner: true,
  domain: 'tchap.gouv.fr',
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
};
