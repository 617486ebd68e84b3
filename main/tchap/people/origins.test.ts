import { describe, expect, it } from 'vitest';
import type { UserId } from '../../../preload/contract/index.ts';
import { Origins } from './origins.ts';

const own = '@marie:agent.dinum.tchap.test' as UserId;
const server = (name: string, external = false, label?: string) => ({
  baseUrl: `https://matrix.${name}.tchap.test`,
  external,
  ...(label === undefined ? {} : { name: label }),
});
const origins = new Origins(
  {
    domain: 'tchap.test',
    homeservers: [
      server('agent.dinum', false, 'DINUM'),
      server('agent.dev-durable', false, 'Développement durable'),
      server('agent.invites', true),
    ],
  },
  [{ name: 'Slack', userIdPrefix: '@_slack_' }],
);
const of = (userId: string) => origins.of(userId as UserId, own);

describe('where people come from', () => {
  it.each([
    ['@paul:agent.dinum.tchap.test', null],
    ['@paul:agent.dev-durable.tchap.test', { kind: 'administration', label: 'Développement durable' }],
    // One that was added since this version.
    ['@paul:agent.nouveau.tchap.test', { kind: 'administration', label: 'Nouveau' }],
    ['@paul:agent.invites.tchap.test', { kind: 'external', label: 'agent.invites.tchap.test' }],
    ['@paul:agent.externe.tchap.test', { kind: 'external', label: 'agent.externe.tchap.test' }],
    ['@paul:e.pm.tchap.test', { kind: 'external', label: 'e.pm.tchap.test' }],
    ['@paul:matrix.org', { kind: 'foreign', label: 'matrix.org' }],
    ['@paul:agent.externe.voleur.example', { kind: 'foreign', label: 'agent.externe.voleur.example' }],
    ['@paul:agent.dinum.tchap.test.voleur.example', { kind: 'foreign', label: 'agent.dinum.tchap.test.voleur.example' }],
    ['@paul:voleurtchap.test', { kind: 'foreign', label: 'voleurtchap.test' }],
    ['@_slack_T1_U2:agent.dinum.tchap.test', { kind: 'bridge', label: 'Slack' }],
    // A foreign server may call its people as it likes.
    ['@_slack_T1_U2:matrix.org', { kind: 'foreign', label: 'matrix.org' }],
  ])('%s', (userId, origin) => expect(of(userId)).toEqual(origin));

  it('who cannot be placed is a guest', () => expect(origins.isGuest('@paul' as UserId)).toBe(true));

  it('on a plain homeserver nobody is a guest, and every other server is foreign', () => {
    const plain = new Origins(null, []);
    expect(plain.isGuest('@paul:agent.externe.x' as UserId)).toBe(false);
    expect(plain.of('@paul:b.example' as UserId, '@marie:a.example' as UserId)).toEqual({ kind: 'foreign', label: 'b.example' });
    expect(plain.of('@paul:a.example' as UserId, '@marie:a.example' as UserId)).toBeNull();
  });
});
