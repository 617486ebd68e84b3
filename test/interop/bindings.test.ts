import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, UserId } from '../../preload/contract/index.ts';
import { asTransaction, signIn, startStory, type Running, type Story, text, untilRead } from '../integration/story.ts';
import { BindingPeer } from '../peer/binding-peer.ts';
import { nativeBinding, wasmBinding, type Binding } from '../peer/bindings.ts';

const native = nativeBinding();
const present = native === null ? [wasmBinding] : [wasmBinding, native];

describe('our application and a machine that is driven by hand', () => {
  let story: Story;
  let agnes: Running;
  let accountId: AccountId;
  let turn = 0;
  beforeAll(async () => {
    story = await startStory(['agnes', 'bruno', 'chloe']);
    agnes = await story.start('agnes');
    accountId = await signIn(agnes, story, 'agnes');
  });
  afterAll(() => story.close());

  it.each(present.map((binding, index) => ({ name: binding.name, binding, user: index === 0 ? 'bruno' : 'chloe' })))(
    'read each other: $name',
    async ({ binding, user }: { binding: Binding; user: string }) => {
      const peer = await BindingPeer.start(story.server, binding, {
        userId: `@${user}:${story.server.serverName}`,
        localpart: user,
        password: `motdepasse-${user}`,
      });
      const { roomId } = await agnes.page.call('rooms.create', { accountId, name: 'À la main', invite: [peer.userId as UserId] });
      await peer.join(roomId);
      await peer.say(roomId, 'dit par la machine');
      await untilRead(agnes, accountId, roomId, 'dit par la machine');
      const transactionId = asTransaction(`m${turn++}`);
      await agnes.page.call('messages.send', { accountId, roomId, transactionId, content: text('dit par nous') });
      await expect(peer.hears(roomId, 'dit par nous')).resolves.toBeUndefined();
      peer.close();
    },
  );
});
