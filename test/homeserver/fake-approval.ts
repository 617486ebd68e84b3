import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A fake part of a homeserver whose accounts live at an OAuth provider (spec 5.4.7.2 `m.oauth`, MSC4312):
 * keys are taken only after an approval in the browser. It stands in front of a real Synapse and passes
 * all else on; what was approved it passes on with the password, which Synapse wants instead.
 */
export interface FakeApproval {
  readonly url: string;
  /** Where the agent approves. */
  readonly approvalUrl: string;
  /** As the agent does on the page of the provider. */
  approve(): void;
  /** Bodies of the uploads that came, without what they upload. */
  readonly answers: unknown[];
  close(): Promise<void>;
}

type Body = { auth?: { session?: string } };
const guarded = '/_matrix/client/v3/keys/device_signing/upload';

export async function startFakeApproval(target: string, user: { userId: string; password: string }): Promise<FakeApproval> {
  let approved = false;
  const answers: unknown[] = [];
  const approvalUrl = 'https://compte.example/approuver';
  const ask = (response: ServerResponse): void => {
    const question = { session: 'fake-session', flows: [{ stages: ['m.oauth'] }], params: { 'm.oauth': { url: approvalUrl } } };
    response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(question));
  };
  const upload = async (body: Body, headers: HeadersInit): Promise<Response> => {
    const send = (auth?: object): Promise<Response> =>
      fetch(target + guarded, { method: 'POST', headers, body: JSON.stringify({ ...body, auth }) });
    const first = await send();
    if (first.status !== 401) return first;
    const { session } = (await first.json()) as { session: string };
    return send({ type: 'm.login.password', identifier: { type: 'm.id.user', user: user.userId }, password: user.password, session });
  };
  const server = createServer((request, response) => void serve(request, response));
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = Buffer.concat((await request.toArray()) as Buffer[]);
    const headers = { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' };
    if (request.url !== guarded) return pass(target, request, response, { headers, sent });
    const body = JSON.parse(sent.toString('utf8')) as Body;
    answers.push(body.auth ?? null);
    if (!approved || body.auth?.session !== 'fake-session') return ask(response);
    await answer(response, await upload(body, headers));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}`, approvalUrl, approve: () => (approved = true), answers, close };
}

async function pass(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  { headers, sent }: { headers: HeadersInit; sent: Buffer },
): Promise<void> {
  const method = request.method ?? 'GET';
  const body = method === 'GET' ? {} : { body: new Uint8Array(sent) };
  await answer(response, await fetch(target + (request.url ?? '/'), { method, headers, ...body }));
}

async function answer(response: ServerResponse, from: Response): Promise<void> {
  response.writeHead(from.status, { 'content-type': 'application/json' }).end(Buffer.from(await from.arrayBuffer()));
}
