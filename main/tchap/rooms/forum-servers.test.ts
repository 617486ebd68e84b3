import { expect, it } from 'vitest';
import type { UserId } from '../../../preload/contract/index.ts';
import { forumServers } from './forum-servers.ts';

const server = (name: string, label: string, external = false) => ({ baseUrl: `https://matrix.${name}`, name: label, external });

it('forums are looked for on the own server first, then on the others by name, never on the one of guests', () => {
  const domain = 'tchap.gouv.fr';
  const homeservers = [
    server('agent.social.tchap.gouv.fr', 'Social'),
    server('agent.externe.tchap.gouv.fr', 'Externes', true),
    server('agent.dinum.tchap.gouv.fr', 'DINUM'),
    server('agent.elysee.tchap.gouv.fr', 'Élysée'),
  ];
  const found = forumServers({ domain, homeservers }, '@marie:agent.dinum.tchap.gouv.fr' as UserId);
  expect(found.map((one) => one.label)).toEqual(['DINUM', 'Élysée', 'Social']);
  expect(found[0]?.serverName).toBe('agent.dinum.tchap.gouv.fr');
});

it('on a plain homeserver there is its own alone', () => {
  expect(forumServers(null, '@marie:exemple.fr:8448' as UserId)).toEqual([{ serverName: 'exemple.fr:8448', label: 'exemple.fr:8448' }]);
});
