import { describe, expect, it } from 'vitest';
import { RequestType, type OutgoingRequest } from './binding.ts';
import { pauseSameQueries } from './same-query.ts';

const query = (user: string): OutgoingRequest =>
  ({ type: RequestType.KeysQuery, body: JSON.stringify({ device_keys: { [user]: [] } }) }) as OutgoingRequest;

/** What goes out over a sender, at a time that the story sets. */
function start() {
  const state = { now: 1_000_000, sent: [] as OutgoingRequest[] };
  const sender = { makeOutgoingRequest: async (request: OutgoingRequest) => void state.sent.push(request) };
  const devicesChanged = pauseSameQueries(sender, () => state.now);
  const ask = (request: OutgoingRequest) =>
    sender.makeOutgoingRequest(request).then(
      () => 'sent',
      () => 'refused',
    );
  return { state, ask, devicesChanged };
}

describe('a question about devices that is never answered', () => {
  it('is asked a few times, then not before a pause is over', async () => {
    const { state, ask } = start();
    const answers: string[] = [];
    for (let round = 0; round < 50; round += 1) answers.push(await ask(query('@a:hostile.fr')));
    expect(answers.filter((answer) => answer === 'sent')).toHaveLength(5);
    expect(state.sent).toHaveLength(5);
    state.now += 10_000;
    expect(await ask(query('@a:hostile.fr'))).toBe('sent');
  });

  it('is asked again at once when a sync says that devices changed', async () => {
    const { ask, devicesChanged } = start();
    for (let round = 0; round < 50; round += 1) await ask(query('@a:tchap.fr'));
    devicesChanged();
    expect(await ask(query('@a:tchap.fr'))).toBe('sent');
  });

  it('keeps no other request from going out', async () => {
    const { ask } = start();
    for (let round = 0; round < 50; round += 1) await ask(query('@a:hostile.fr'));
    expect(await ask({ type: RequestType.KeysUpload, body: '{}' } as OutgoingRequest)).toBe('sent');
    expect(await ask(query('@b:tchap.fr'))).toBe('sent');
  });
});
