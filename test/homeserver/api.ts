import { createHmac } from 'node:crypto';

/** A request of a test to the homeserver that was refused. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly errcode: string;
  constructor(method: string, path: string, status: number, body: { errcode?: string; error?: string }) {
    super(`${method} ${path}: ${status} ${body.errcode ?? ''} ${body.error ?? ''}`);
    this.status = status;
    this.errcode = body.errcode ?? '';
  }
}

export type Body = { [key: string]: unknown };

/** One JSON request to the client-server or admin API. Rejects with `ApiError` on any status but 2xx. */
export async function request<T = Body>(url: string, token: string | null, method: string, path: string, body?: Body): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      'user-agent': 'test',
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T & { errcode?: string; error?: string };
  if (!response.ok) throw new ApiError(method, path, response.status, answer);
  return answer;
}

export interface NewUser {
  localpart: string;
  password: string;
  displayName: string;
  admin: boolean;
}

/** Creates a user through the shared-secret registration of Synapse; no device is made. */
export async function register(url: string, secret: string, user: NewUser): Promise<string> {
  const path = '/_synapse/admin/v1/register';
  const { nonce } = await request<{ nonce: string }>(url, null, 'GET', path);
  const mac = createHmac('sha1', secret)
    .update([nonce, user.localpart, user.password, user.admin ? 'admin' : 'notadmin'].join('\0'))
    .digest('hex');
  const answer = await request<{ user_id: string }>(url, null, 'POST', path, {
    nonce,
    mac,
    username: user.localpart,
    password: user.password,
    admin: user.admin,
    displayname: user.displayName,
    inhibit_login: true,
  });
  return answer.user_id;
}

/** Signs in with a password; the device is the caller's to use. */
export async function login(url: string, user: string, password: string, deviceName: string) {
  const answer = await request<{ user_id: string; access_token: string; device_id: string }>(
    url,
    null,
    'POST',
    '/_matrix/client/v3/login',
    { type: 'm.login.password', identifier: { type: 'm.id.user', user }, password, initial_device_display_name: deviceName },
  );
  return { userId: answer.user_id, accessToken: answer.access_token, deviceId: answer.device_id };
}
