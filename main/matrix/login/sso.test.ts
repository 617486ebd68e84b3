import { describe, expect, it } from 'vitest';
import { ssoAddress } from './sso.ts';

describe('where single sign-on begins', () => {
  const redirect = 'http://127.0.0.1:4000/connexion?state=s';
  const begins = (wish: { provider: string | null; create: boolean }) =>
    new URL(ssoAddress({ baseUrl: 'https://exemple.fr', ...wish }, redirect));

  it('is the page of the server, or that of the provider the agent chose', () => {
    const address = begins({ provider: null, create: false });
    expect(address.pathname).toBe('/_matrix/client/v3/login/sso/redirect');
    expect([...address.searchParams]).toEqual([['redirectUrl', redirect]]);
    expect(begins({ provider: 'oidc-pro', create: false }).pathname).toMatch(/\/redirect\/oidc-pro$/u);
  });

  it('is told that a new account is wanted (MSC3824)', () => {
    const { searchParams } = begins({ provider: null, create: true });
    expect([searchParams.get('action'), searchParams.get('org.matrix.msc3824.action')]).toEqual(['register', 'register']);
  });
});
