import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A fake of the place where Tchap publishes the versions that agents should have; `answer` may be changed at any time. */
export interface FakeVersions {
  readonly url: string;
  /** How often it was asked. */
  asked: number;
  answer: { status: number; body: unknown };
  close(): Promise<void>;
}

export async function startFakeVersions(minimumClientVersion: unknown): Promise<FakeVersions> {
  const server = createServer((_request, response) => {
    fake.asked += 1;
    const { status, body } = fake.answer;
    response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const fake: FakeVersions = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/config/agent/desktop`,
    asked: 0,
    answer: { status: 200, body: { minimumClientVersion } },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return fake;
}
