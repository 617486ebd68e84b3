import { describe, expect, it } from 'vitest';
import { offeredBy } from './flows.ts';

const password = { type: 'm.login.password' };
const sso = { type: 'm.login.sso', identity_providers: [{ id: 'oidc-proconnect', name: ' ProConnect ', icon: 'mxc://a/b' }] };

describe('what a server offers to sign in with', () => {
  it('is a password, single sign-on with its providers, or both', () => {
    expect(offeredBy({ flows: [password] })).toMatchObject({ passwordLogin: true, sso: null });
    expect(offeredBy({ flows: [sso, { type: 'm.login.token' }, password] })).toMatchObject({
      passwordLogin: true,
      sso: [{ id: 'oidc-proconnect', name: 'ProConnect' }],
    });
    expect(offeredBy({ flows: [{ type: 'm.login.sso' }] })).toMatchObject({ passwordLogin: false, sso: [], registers: false });
  });

  it('is single sign-on alone where an OAuth provider stands behind it, and a new account there (MSC3824)', () => {
    for (const sign of ['oauth_aware_preferred', 'org.matrix.msc3824.delegated_oidc_compatibility']) {
      expect(offeredBy({ flows: [{ ...sso, [sign]: true }, password] })).toMatchObject({ passwordLogin: false, registers: true });
    }
  });

  it.each([{}, { flows: 'all' }, { flows: [null, 'm.login.password', { type: 12 }] }])('is nothing in %j', (answer) => {
    expect(offeredBy(answer)).toEqual({ passwordLogin: false, sso: null, registers: false, resets: false });
  });

  it('leaves out providers that cannot be named in an address or to the agent', () => {
    const identity_providers = [
      { id: '../evil', name: 'A' },
      { id: 'a', name: ' ' },
      { id: 'b' },
      null,
      { id: 'c', name: 'x'.repeat(200) },
    ];
    expect(offeredBy({ flows: [{ type: 'm.login.sso', identity_providers }] }).sso).toEqual([{ id: 'c', name: 'x'.repeat(60) }]);
  });
});
