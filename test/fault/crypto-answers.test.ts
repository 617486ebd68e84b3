import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, RoomId } from '../../preload/contract/index.ts';
import { Agent } from '../crypto/agent.ts';
import type { TestDevice } from '../homeserver/index.ts';
import { startChild, type ChildApplication } from '../integration/child.ts';
import { asRoom, asTransaction, asUser, join, signIn, startStory, text, type Running, type Story } from '../integration/story.ts';
import { drawn, mutated, numbers } from './mutation.ts';

/** What a server can be asked for by the cryptography. */
const asked = {
  version: /^GET .*\/room_keys\/version/u,
  query: /^POST .*\/keys\/query/u,
  upload: /^POST .*\/keys\/upload/u,
  claim: /^POST .*\/keys\/claim/u,
  toDevice: /^PUT .*\/sendToDevice\//u,
  signatures: /^POST .*\/keys\/signatures\/upload/u,
};
const huge = JSON.stringify({ device_keys: { '@x:y': 'x'.repeat(10 * 1024 * 1024) }, one_time_keys: {} });
const bad = ['{}', 'null', '[]', '7', '""', '', '<html>', '{"version":1}', '{"device_keys":[],"one_time_keys":null}', huge];
/** Which answers each round spoils. What a message needs stands alone first: where no key was ever told, none would be asked for. */
const rounds: (keyof typeof asked)[][] = [
  ['query'],
  ['claim'],
  ['toDevice'],
  ['version', 'upload', 'signatures'],
  ['query', 'upload', 'toDevice'],
  ['version', 'claim', 'signatures'],
];

describe('main, when the server answers the cryptography with nonsense', () => {
  let story: Story;
  let chloe: Running;
  let hers: AccountId;
  let bruno: TestDevice;
  let clear: RoomId;
  let secret: RoomId;
  let agnes: ChildApplication;
  let account: AccountId;
  let turn = 0;

  const start = async (): Promise<void> => {
    agnes = await startChild(story.folder('agnes'), { user: 'agnes', password: 'motdepasse-agnes', url: story.proxy.url });
    const views = await agnes.page.feed('accounts', {}).until((all) => all[0]?.status === 'ready', 60_000);
    account = views[0]?.accountId ?? account;
  };
  /** The clear room brings what Bruno says: main lives, and its sync goes on. */
  const goesOn = async (): Promise<void> => {
    const body = `toujours là ${++turn}`;
    await bruno.request('PUT', `/rooms/${encodeURIComponent(clear)}/send/m.room.message/${turn}`, { msgtype: 'm.text', body });
    const rooms = agnes.page.feed('rooms', { accountId: account });
    await rooms.until((all) => all.some((room) => room.preview?.text === body), 60_000);
    rooms.close();
    expect(agnes.ended()).toBe(false);
  };
  const write = (body: string) =>
    agnes.page.call('messages.send', {
      accountId: account,
      roomId: secret,
      transactionId: asTransaction(`f${++turn}`),
      content: text(body),
    });

  beforeAll(async () => {
    story = await startStory(['agnes', 'bruno', 'chloe']);
    bruno = await story.device('bruno');
    const invite = [asUser('agnes', story)];
    const made = await bruno.request<{ room_id: string }>('POST', '/createRoom', { preset: 'public_chat', invite });
    clear = asRoom(made.room_id);
    chloe = await story.start('chloe');
    hers = await signIn(chloe, story, 'chloe');
    secret = (await chloe.page.call('rooms.create', { accountId: hers, name: 'Secret', invite })).roomId;
    await start();
    await join(agnes, account, clear);
    await join(agnes, account, secret);
  });
  afterAll(async () => {
    await agnes.kill();
    await story.close();
  });

  it.each(['{}', 'null', '{"algorithm":1,"auth_data":[],"version":{},"etag":null,"count":-1}'])(
    'starts, and syncs, where the backup is said to be %s',
    async (body) => {
      await agnes.kill();
      const rule = story.proxy.add({ match: asked.version, fault: { kind: 'replace', status: 200, body: () => body } });
      await start();
      await rule.struck;
      await goesOn();
      rule.remove();
    },
  );

  it('lives, and syncs, through answers that are drawn', async () => {
    const random = numbers(20_261_124);
    const user = { userId: asUser('chloe', story), localpart: 'chloe', password: 'motdepasse-chloe' };
    for (const [round, names] of rounds.entries()) {
      const body = (real: Buffer): string => (random() < 0.4 ? drawn(bad, random) : mutated(real, random));
      const rules = names.map((name) => story.proxy.add({ match: asked[name], fault: { kind: 'replace', status: 200, body } }));
      // A new device of somebody in the room: its keys are asked for, and a message needs a session with it.
      const device = await Agent.signIn(story.server, user);
      let spoiled = rules.length > 1;
      void rules[0]?.struck.then(() => (spoiled = true));
      await write(`message ${round}`);
      if (round % 4 === 3) {
        await agnes.kill();
        await start();
      }
      await goesOn();
      // The first message may have gone before the new device was heard of.
      for (; !spoiled; await goesOn()) await write(`message ${round}`);
      rules.forEach((rule) => rule.remove());
      const queue = agnes.page.feed('sendQueue', { accountId: account });
      await queue.until((waiting) => waiting.length === 0, 100_000);
      queue.close();
      await device.close();
    }
    expect(agnes.ended()).toBe(false);
  }, 400_000);
});
