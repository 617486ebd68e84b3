import { CodedError } from '../../../preload/contract/index.ts';
import type { Net } from '../../host/index.ts';
import { stringField } from '../http/index.ts';
import { postJson, Refusal } from './ask.ts';
import type { Provider } from './provider.ts';

/** How this application introduces itself to a provider. */
export interface ClientFacts {
  name: string;
  /** Home page of the application; the provider may show it. */
  uri: string;
  /** Where the browser may come back: an address of this machine without a port (RFC 8252 7.3), then a link of the application. */
  redirects: readonly [loopback: string, link: string];
}

/**
 * Registers this installation as a native client (RFC 7591), and gives its `client_id`. A provider that
 * takes no links of applications is offered the address of this machine alone.
 */
export async function registerClient(net: Net, provider: Provider, facts: ClientFacts): Promise<string> {
  const endpoint = provider.registration_endpoint;
  if (endpoint === undefined) throw new CodedError('server.unsupported-flow', 'the provider registers no clients');
  const register = async (redirects: readonly string[]): Promise<string> => {
    const clientId = stringField(await postJson(net, endpoint, describe(facts, redirects)), 'client_id');
    if (clientId === null) throw new CodedError('auth.provider-error', 'the provider gave no client id');
    return clientId;
  };
  try {
    return await register(facts.redirects);
  } catch (error) {
    const picky = error instanceof Refusal && (error.reason === 'invalid_redirect_uri' || error.reason === 'invalid_client_metadata');
    if (!picky) throw error;
    return register([facts.redirects[0]]);
  }
}

const describe = ({ name, uri }: ClientFacts, redirects: readonly string[]) => ({
  client_name: name,
  client_uri: uri,
  redirect_uris: [...redirects],
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
});
