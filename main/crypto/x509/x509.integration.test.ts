import { execFileSync } from 'node:child_process';
import { constants, createPrivateKey, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { UserId } from '../../../preload/contract/index.ts';
import { Agent } from '../../../test/crypto/agent.ts';
import { startHomeserver, type Homeserver } from '../../../test/homeserver/index.ts';
import { DeviceId, OlmMachine, UserId as RustUserId } from '../engine/binding.ts';

let server: Homeserver;
beforeAll(async () => {
  server = await startHomeserver();
});
afterAll(() => server.close());

/** An authority that lives as long as its test, and whom it has certified. */
class Authority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'authority-'));

  constructor() {
    const options = ['-days', '30', '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'];
    this.#run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Jetable', ...options);
  }

  get pem(): string {
    return this.#read('ca.pem');
  }

  /** Key and certificate of a person. The engine wants `clientAuth`, and the Matrix id as a URI. */
  certify(userId: string): { key: string; pem: string } {
    const extensions = `keyUsage=digitalSignature\nextendedKeyUsage=clientAuth\nsubjectKeyIdentifier=hash\nsubjectAltName=URI:matrix:u/${userId.slice(1)}\n`;
    writeFileSync(join(this.#folder, 'extensions'), extensions);
    this.#run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'one.key', '-out', 'one.csr', '-subj', '/CN=Une personne');
    const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '20', '-extfile', 'extensions'];
    this.#run('x509', '-req', '-in', 'one.csr', '-out', 'one.pem', ...signing);
    return { key: this.#read('one.key'), pem: this.#read('one.pem') };
  }

  #run(...words: string[]): void {
    execFileSync('openssl', words, { cwd: this.#folder, stdio: 'pipe' });
  }

  #read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }
}

/** Publishes an identity with a certificate's signature, as a client with a signer does. */
async function publish(localpart: string, authority: Authority, certified?: string): Promise<UserId> {
  const user = await server.registerUser(localpart);
  const device = await server.signIn(user);
  const { key, pem } = authority.certify(certified ?? user.userId);
  const padding = { key: createPrivateKey(key), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const signer = async (item: Uint8Array) => ({
    signature_bytes: new Uint8Array(sign('sha512', item, padding)),
    certificate_chain: pem,
    signature_scheme: 'RsaPssSha512',
  });
  const inOneDay = (): number => Date.now() + 86_400_000;
  const names = [new RustUserId(user.userId), new DeviceId(device.deviceId)] as const;
  const machine = await OlmMachine.initialize(...names, undefined, undefined, undefined, authority.pem, signer, inOneDay);
  const { uploadSigningKeysRequest } = await machine.bootstrapCrossSigning(true);
  await device.request('POST', '/keys/device_signing/upload', JSON.parse(uploadSigningKeysRequest.body) as { [name: string]: unknown });
  machine.close();
  return user.userId as UserId;
}

it('an identity that an authority of the administration has certified is verified, and no other is', async () => {
  const [ours, theirs] = [new Authority(), new Authority()];
  const bruno = await Agent.signIn(server, await server.registerUser('bruno'));
  await bruno.close();
  const { session } = bruno;
  const reopened = await Agent.open(session, [], ours.pem);
  onTestFinished(() => reopened.close());
  const certified = await publish('agnes', ours);
  const foreign = await publish('carla', theirs);
  const borrowed = await publish('denis', ours, '@somebody:else');
  await reopened.crypto.identity.setUp(null);
  const people = [certified, foreign, borrowed];
  const { olmMachine } = reopened.client.getCrypto() as unknown as { olmMachine: OlmMachine };
  await olmMachine.updateTrackedUsers(people.map((userId) => new RustUserId(userId)));
  await reopened.sync();
  const told = async () => [...(await reopened.crypto.trust.people(people)).values()];
  await expect.poll(told, { timeout: 8000 }).toEqual(['verified', 'unverified', 'unverified']);
});
