import type { Authentication, Interactive } from '../../matrix/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { EngineContext } from '../engine/context.ts';
import { queryOwnKeys } from './own-keys.ts';
import type { IdentityServer } from './server.ts';

/** Uploads public cross-signing keys (spec 11.12.2.2.1): the one request for which the server may ask who one is. */
export function uploadIdentity(
  server: IdentityServer,
  ask: Interactive,
  keys: JsonObject,
  authentication: Authentication | null,
): Promise<unknown> {
  return ask.run((auth) => server.post('/keys/device_signing/upload', auth === null ? keys : { ...keys, auth }), authentication);
}

/** The signatures of this device and of the identity on each other. The private keys are here. */
export async function uploadSignatures(context: EngineContext, server: IdentityServer): Promise<void> {
  const { uploadKeysRequest, uploadSignaturesRequest } = await requestsOf(context);
  if (uploadKeysRequest) await server.forEngine('/keys/upload', uploadKeysRequest);
  await server.forEngine('/keys/signatures/upload', uploadSignaturesRequest);
  await queryOwnKeys(context, server);
}

/**
 * Publishes the identity of this device on a server that has none for the account. The engine keeps
 * the private keys before anything is sent, so that a second call, also after a restart, goes on with
 * the same identity.
 */
export async function publishIdentity(
  context: EngineContext,
  server: IdentityServer,
  ask: Interactive,
  authentication: Authentication | null,
): Promise<void> {
  const { uploadKeysRequest, uploadSigningKeysRequest } = await requestsOf(context);
  if (uploadKeysRequest) await server.forEngine('/keys/upload', uploadKeysRequest);
  await uploadIdentity(server, ask, JSON.parse(uploadSigningKeysRequest.body) as JsonObject, authentication);
  await uploadSignatures(context, server);
}

type EngineRequest = Parameters<IdentityServer['forEngine']>[1];
interface Requests {
  uploadKeysRequest: EngineRequest | undefined;
  uploadSigningKeysRequest: { body: string };
  uploadSignaturesRequest: EngineRequest;
}

/** Makes keys only where the engine has none. */
async function requestsOf({ machine }: EngineContext): Promise<Requests> {
  const requests = await machine.olm.bootstrapCrossSigning(false);
  const { uploadSigningKeysRequest, uploadSignaturesRequest } = requests;
  return { uploadKeysRequest: requests.uploadKeysRequest as EngineRequest | undefined, uploadSigningKeysRequest, uploadSignaturesRequest };
}
