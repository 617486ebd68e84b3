import { describe, expect, it } from 'vitest';
import type { UserId } from '../../preload/contract/index.ts';
import { bridgesOf } from './bridge.ts';

const bot = '@_slack_bot:tchap.test' as UserId;
const told = (content: unknown, stateKey = 'slack://equipe/general') => ({ stateKey, sender: bot, content: JSON.stringify(content) });
const slack = { id: 'slack', displayname: 'Slack' };
const whole = {
  protocol: slack,
  network: { id: 'T1', displayname: 'Équipe' },
  channel: { id: 'C1', displayname: '#general' },
  bridgebot: bot,
  creator: '@marie:tchap.test',
};
const expected = { network: 'Slack', places: ['Équipe', '#general'], by: bot, creator: '@marie:tchap.test' };

describe('the networks that a room is joined to', () => {
  it('are told with their place and who asked for them', () => expect(bridgesOf([told(whole)])).toEqual([expected]));

  it('are told once where both names of the event stand, the stable one first', () => {
    expect(bridgesOf([told(whole), told({ protocol: { id: 'vieux' } })])).toEqual([expected]);
  });

  it('may be several, five at most', () => {
    const many = Array.from({ length: 9 }, (_, n) => told({ protocol: { id: `net${n}` } }, `k${n}`));
    expect(bridgesOf(many).map(({ network }) => network)).toEqual(['net0', 'net1', 'net2', 'net3', 'net4']);
  });

  it.each([
    ['nothing', {}],
    ['no object', { protocol: 'slack' }],
    ['a list', { protocol: [slack] }],
    ['names of other types', { protocol: { id: 4, displayname: {} } }],
    ['blank names', { protocol: { id: ' ', displayname: '\n' } }],
  ])('are none where the protocol is %s', (_what, content) => expect(bridgesOf([told(content)])).toEqual([]));

  it.each([
    ['a creator that is no person', { protocol: slack, creator: 'marie' }],
    ['the robot itself as its creator', { protocol: slack, creator: bot }],
    ['places that are none', { protocol: slack, network: null, channel: ['#a'] }],
  ])('with %s say what they can', (_what, content) => {
    expect(bridgesOf([told(content)])).toEqual([{ network: 'Slack', places: [], by: bot, creator: null }]);
  });

  it('are cut to the length of a name', () => {
    const [bridge] = bridgesOf([told({ protocol: { id: 'x', displayname: 'n'.repeat(5000) }, channel: { id: 'c'.repeat(5000) } })]);
    expect([bridge?.network.length, bridge?.places[0]?.length]).toEqual([255, 255]);
  });
});
