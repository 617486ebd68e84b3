import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AccountId,
  attachmentPartBytes,
  type MessageItem,
  type RoomId,
  type TimelineItem,
  type UserId,
} from '../../preload/contract/index.ts';
import { asRoom, asTransaction, join, type Running, signIn, startStory, type Story, text, untilRead } from '../integration/story.ts';
import { Peer } from '../peer/index.ts';
import { landscape } from '../seeds/index.ts';

/** The other side is plain matrix-js-sdk with its own crypto in memory, and WebCrypto for files: none of our code. */
describe('our application and an independent client', () => {
  let story: Story;
  let agnes: Running;
  let accountId: AccountId;
  let peer: Peer;
  let ours: RoomId;
  let theirs: RoomId;
  let turn = 0;
  beforeAll(async () => {
    story = await startStory(['agnes', 'bruno']);
    agnes = await story.start('agnes');
    accountId = await signIn(agnes, story, 'agnes');
    peer = await Peer.start(story.server, bruno());
    const { roomId } = await agnes.page.call('rooms.create', { accountId, name: 'Chez nous', invite: [peer.userId as UserId] });
    await peer.join(roomId);
    await peer.knows(roomId, 2);
    ours = roomId;
    theirs = asRoom(await peer.createRoom({ name: 'Chez eux', invite: [`@agnes:${story.server.serverName}`] }));
    await join(agnes, accountId, theirs);
    await peer.knows(theirs, 2);
  });
  afterAll(async () => {
    peer.stop();
    await story.close();
  });

  const bruno = () => ({ userId: `@bruno:${story.server.serverName}`, localpart: 'bruno', password: 'motdepasse-bruno' });
  const send = (roomId: RoomId, content: ReturnType<typeof text>) =>
    agnes.page.call('messages.send', { accountId, roomId, transactionId: asTransaction(`i${turn++}`), content });
  const timelineUntil = async (roomId: RoomId, holds: (message: MessageItem) => boolean): Promise<MessageItem> => {
    const feed = agnes.page.feed('timeline', { accountId, roomId });
    const found = (items: readonly TimelineItem[]) =>
      items.find((item) => item.type === 'message' && holds(item)) as MessageItem | undefined;
    const items = await feed.until((all) => found(all) !== undefined, 60_000);
    feed.close();
    return found(items) as MessageItem;
  };

  it('read each other in a room that we made', async () => {
    await send(ours, text('bonjour de chez nous'));
    const heard = await peer.receives(ours, (message) => message.content.body === 'bonjour de chez nous');
    expect(heard.encrypted).toBe(true);
    await peer.sendText(ours, 'réponse de chez eux');
    await untilRead(agnes, accountId, ours, 'réponse de chez eux');
  });

  it('read each other in a room that they made', async () => {
    await peer.sendText(theirs, 'bienvenue chez eux');
    await untilRead(agnes, accountId, theirs, 'bienvenue chez eux');
    await send(theirs, text('merci de l’accueil'));
    expect((await peer.receives(theirs, (message) => message.content.body === 'merci de l’accueil')).encrypted).toBe(true);
  });

  it('agree on formatted text, answers, corrections, reactions and removals', async () => {
    const first = await peer.sendText(ours, 'première version');
    const heard = await timelineUntil(ours, (message) => message.eventId === first);
    const replyTo = heard.eventId;
    await send(ours, { kind: 'text', style: 'text', body: 'gras', html: '<strong>gras</strong>', replyTo });
    const answer = await peer.receives(ours, (message) => message.content.body === 'gras');
    expect(answer.content).toMatchObject({
      formatted_body: '<strong>gras</strong>',
      'm.relates_to': { 'm.in_reply_to': { event_id: first } },
    });

    const renewed = { msgtype: 'm.text', body: 'seconde version' };
    await peer.send(ours, 'm.room.message', {
      ...renewed,
      body: '* seconde version',
      'm.new_content': renewed,
      'm.relates_to': { rel_type: 'm.replace', event_id: first },
    });
    await timelineUntil(
      ours,
      (message) => message.eventId === first && message.edited && 'body' in message.content && message.content.body === 'seconde version',
    );

    await peer.send(ours, 'm.reaction', { 'm.relates_to': { rel_type: 'm.annotation', event_id: answer.eventId, key: '🎉' } });
    await timelineUntil(ours, (message) => message.eventId === answer.eventId && message.reactions.some(({ key }) => key === '🎉'));

    await peer.redact(ours, first);
    await timelineUntil(ours, (message) => message.eventId === first && message.content.kind === 'redacted');
  });

  it('open the files of each other', async () => {
    const bytes = landscape(320, 200, 0.4);
    const picture = { name: 'plan.png', mimetype: 'image/png', bytes, width: 320, height: 200 };
    const sent = await peer.sendFile(theirs, picture);
    const shown = await timelineUntil(theirs, (message) => message.eventId === sent);
    if (shown.content.kind !== 'image' || shown.content.url === null) throw new Error('not shown as a picture');
    const answer = await agnes.headless.app.media(shown.content.url, { range: null, signal: new AbortController().signal });
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);

    const { attachmentId } = await agnes.page.call('attachments.begin', {
      accountId,
      name: 'retour.png',
      mimetype: 'image/png',
      size: bytes.byteLength,
      width: 320,
      height: 200,
      preview: null,
    });
    for (let at = 0; at < bytes.byteLength; at += attachmentPartBytes) {
      await agnes.page.call('attachments.append', { accountId, attachmentId, bytes: bytes.subarray(at, at + attachmentPartBytes) });
    }
    await agnes.page.call('messages.send', {
      accountId,
      roomId: theirs,
      transactionId: asTransaction(`i${turn++}`),
      content: { kind: 'attachment', attachmentId, caption: '', replyTo: null },
    });
    const received = await peer.receives(theirs, (message) => message.content.msgtype === 'm.image' && message.sender !== peer.userId);
    expect(await peer.fetchFile(received.content)).toEqual(new Uint8Array(bytes));
  });

  it('go on when one of them signs in on another device, which reads what is sent from then on', async () => {
    const second = await Peer.start(story.server, bruno(), 'Autre appareil');
    await second.knows(ours, 2);
    await second.sendText(ours, 'depuis le second appareil');
    await untilRead(agnes, accountId, ours, 'depuis le second appareil');
    await send(ours, text('pour tous les appareils'));
    await second.receives(ours, (message) => message.content.body === 'pour tous les appareils');
    await peer.receives(ours, (message) => message.content.body === 'pour tous les appareils');
    second.stop();
  });

  it('do not read what was said after they left', async () => {
    await peer.client.leave(ours);
    const members = agnes.page.feed('members', { accountId, roomId: ours });
    await members.until((items) => items.every((member) => member.userId !== peer.userId));
    members.close();
    await send(ours, text('entre nous'));
    await untilRead(agnes, accountId, ours, 'entre nous');
    await agnes.page.call('rooms.invite', { accountId, roomId: ours, userId: peer.userId as UserId });
    await peer.join(ours);
    await peer.knows(ours, 2);
    await send(ours, text('de nouveau ensemble'));
    await peer.receives(ours, (message) => message.content.body === 'de nouveau ensemble');
    expect((await peer.messages(ours)).map((message) => message.content.body)).not.toContain('entre nous');
  });
});
