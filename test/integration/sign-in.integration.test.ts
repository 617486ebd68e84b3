import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Net } from '../../main/host/index.ts';
import { discover, logIn, openHttp } from '../../main/matrix/index.ts';
import { startFaultProxy } from '../fault/index.ts';
import { freePort, startHomeserver, type Homeserver } from '../homeserver/index.ts';
import { startMailSink } from '../mail/index.ts';
import { startWebServer, type WebServer } from './web-server.ts';

const net: Net = { fetch: (url, init) => fetch(url, init) };
const login = (user: string, password: string) => ({ user, password, deviceId: null, deviceName: 'Tchap Desktop (essai)' });

let server: Homeserver;
const others: { close(): Promise<void> }[] = [];
const also = async <T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
  const started = await starting;
  others.push(started);
  return started;
};
const web = (status: number, body: string): Promise<WebServer> =>
  also(startWebServer((_request, response) => response.writeHead(status).end(body)));

beforeAll(async () => {
  server = await startHomeserver({ users: ['agnes', 'partie'] });
});
afterAll(async () => {
  await server.close();
  for (const other of others) await other.close();
});

describe('finding a homeserver', () => {
  it('takes its URL', async () => {
    expect(await discover(net, `${server.url}/`)).toEqual({
      baseUrl: server.url,
      serverName: null,
      passwordLogin: true,
      oauth: false,
      sso: null,
      registers: false,
      resets: false,
      external: false,
      invited: false,
    });
  });

  it('asks .well-known for a server name and for a Matrix id, redirects included', async () => {
    const known = await web(200, JSON.stringify({ 'm.homeserver': { base_url: `${server.url}/` } }));
    const moved = await also(
      startWebServer((_request, response) => response.writeHead(302, { location: `http://127.0.0.1:${known.port}/.well-known` }).end()),
    );
    const found = {
      baseUrl: server.url,
      serverName: 'exemple.fr',
      passwordLogin: true,
      oauth: false,
      sso: null,
      registers: false,
      resets: false,
      external: false,
      invited: false,
    };
    expect(await discover(serving(known), 'exemple.fr')).toEqual(found);
    expect(await discover(serving(moved), '@agnes:exemple.fr')).toEqual(found);
  });

  it('tries the name itself where there is no .well-known', async () => {
    const none = await web(404, 'rien ici');
    const asked: string[] = [];
    const recording: Net = { fetch: (url, init) => (asked.push(url), serving(none).fetch(url, init)) };
    await expect(discover(recording, 'exemple.fr')).rejects.toMatchObject({ code: 'server.not-matrix' });
    expect(asked).toEqual(['https://exemple.fr/.well-known/matrix/client', 'https://exemple.fr/_matrix/client/versions']);
  });

  it.each(['{"m.homeserver":{"base_url":', '[]', '{"m.homeserver":{"base_url":"ftp://x"}}', '{"m.homeserver":{}}'])(
    'does not trust a .well-known that says %s',
    async (body) => {
      const wrong = await web(200, body);
      await expect(discover(serving(wrong), 'exemple.fr')).rejects.toMatchObject({ code: 'server.not-matrix' });
    },
  );

  it('tells a server that is not there from one that is not Matrix and from one whose certificate is refused', async () => {
    await expect(discover(net, `http://127.0.0.1:${await freePort()}`)).rejects.toMatchObject({
      code: 'network.unreachable',
      retryable: true,
    });
    for (const answers of [await web(200, '<html>Bienvenue</html>'), await web(404, 'rien'), await web(200, '{"versions":"v1.1"}')]) {
      await expect(discover(net, `http://127.0.0.1:${answers.port}`)).rejects.toMatchObject({ code: 'server.not-matrix' });
    }
    const secret = await also(startWebServer((_request, response) => response.end('{}'), { tls: true }));
    await expect(discover(net, `https://127.0.0.1:${secret.port}`)).rejects.toMatchObject({ code: 'network.tls' });
    await expect(discover(net, `http://192.0.2.1`)).rejects.toMatchObject({ code: 'network.tls' });
  });

  it('says when the server is down behind its proxy', async () => {
    const proxy = await web(502, '<html>Bad gateway</html>');
    await expect(discover(net, `http://127.0.0.1:${proxy.port}`)).rejects.toMatchObject({ code: 'server.error', retryable: true });
  });

  it('refuses a server that offers no password', async () => {
    const closed = await also(startHomeserver({ config: { password_config: { enabled: false } } }));
    await expect(discover(net, closed.url)).rejects.toMatchObject({ code: 'server.unsupported-flow' });
    await expect(logIn(openHttp(net, closed.url), login('agnes', 'x'))).rejects.toMatchObject({ code: 'server.unsupported-flow' });
  });
});

describe('what a server offers to who has no password', () => {
  it('is asked without leaving an account, a device or a mail, and taken as nothing where it asks to wait', async () => {
    const mail = await also(startMailSink());
    const open = await also(
      startHomeserver({ config: { email: mail.config, enable_registration: true, registrations_require_3pid: ['email'] } }),
    );
    const proxy = await also(startFaultProxy(open.url));
    const users = () => open.admin<{ total: number }>('GET', '/_synapse/admin/v2/users?guests=true');
    const before = await users();
    expect(await discover(net, proxy.url)).toMatchObject({ passwordLogin: true, registers: true, resets: true });
    expect([await users(), mail.letters]).toEqual([before, []]);
    proxy.add({ match: /register|requestToken/, fault: { kind: 'status', status: 429, errcode: 'M_LIMIT_EXCEEDED' } });
    const asked = proxy.seen.length;
    expect(await discover(net, proxy.url)).toMatchObject({ passwordLogin: true, registers: false, resets: false });
    expect(proxy.seen.slice(asked).filter(({ method }) => method === 'POST')).toHaveLength(2);
  });
});

describe('signing in', () => {
  it('names the device and gives a session', async () => {
    const session = await logIn(openHttp(net, server.url), login('agnes', 'motdepasse-agnes'));
    expect(session.userId).toBe(`@agnes:${server.serverName}`);
    const { devices } = await server.admin<{ devices: { device_id: string; display_name: string }[] }>(
      'GET',
      `/_synapse/admin/v2/users/${encodeURIComponent(session.userId)}/devices`,
    );
    expect(devices.find((device) => device.device_id === session.deviceId)?.display_name).toBe('Tchap Desktop (essai)');
  });

  it('tells a wrong password and an account that was closed', async () => {
    const http = openHttp(net, server.url);
    await expect(logIn(http, login('agnes', 'faux'))).rejects.toMatchObject({ code: 'auth.wrong-password', retryable: false });
    await expect(logIn(http, login('personne', 'faux'))).rejects.toMatchObject({ code: 'auth.wrong-password' });
    await server.admin('POST', `/_synapse/admin/v1/deactivate/${encodeURIComponent(`@partie:${server.serverName}`)}`, { erase: false });
    // Synapse forgets the password of a closed account and does not tell it from a wrong one.
    await expect(logIn(http, login('partie', 'motdepasse-partie'))).rejects.toMatchObject({ code: 'auth.wrong-password' });
  });

  it('waits through one rate limit, as told', async () => {
    const burst = { per_second: 0.5, burst_count: 1 };
    const slow = await also(startHomeserver({ config: { rc_login: { address: burst, account: burst, failed_attempts: burst } } }));
    await slow.registerUser('lent');
    const http = openHttp(net, slow.url);
    await logIn(http, login('lent', 'motdepasse-lent'));
    const session = await logIn(http, login('lent', 'motdepasse-lent'));
    expect(session.userId).toBe(`@lent:${slow.serverName}`);
  });
});

/** The network of a machine on which `https://exemple.fr` is this web server. */
function serving(server: WebServer): Net {
  return { fetch: (url, init) => fetch(url.replace('https://exemple.fr', `http://127.0.0.1:${server.port}`), init) };
}
