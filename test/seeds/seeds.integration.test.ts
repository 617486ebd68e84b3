import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Homeserver, startHomeserver } from '../homeserver/index.ts';
import { Peer } from '../peer/index.ts';
import { gatherAgents, registerAgents, type Seeded, seed, type SeededUsers } from './index.ts';

describe('the seeds', () => {
  let server: Homeserver;
  let users: SeededUsers;
  let seeded: Seeded;
  let marie: Peer;
  beforeAll(async () => {
    server = await startHomeserver();
    users = await registerAgents(server);
    marie = await Peer.start(server, users.M, 'Application');
    seeded = await seed(await gatherAgents(server, users));
  });
  afterAll(async () => {
    marie.stop();
    await server.close();
  });

  it('hold a long encrypted room over several days, which the first agent can read', async () => {
    const room = await marie.knows(seeded.rooms.project, 4);
    while (await marie.client.scrollback(room, 200).then((after) => after.oldState.paginationToken !== null)) continue;
    const said = (await marie.messages(seeded.rooms.project)).filter((message) => message.encrypted);
    expect(said.length).toBeGreaterThan(200);
    expect(said.filter((message) => message.undecryptable)).toEqual([]);
    const days = new Set(
      room
        .getLiveTimeline()
        .getEvents()
        .map((event) => new Date(event.getTs()).toDateString()),
    );
    expect(days.size).toBeGreaterThan(4);
    const kinds = new Set(said.map((message) => message.content.msgtype));
    expect([...kinds]).toEqual(expect.arrayContaining(['m.text', 'm.image', 'm.file']));
  });

  it('hold pictures that the first agent can open', async () => {
    const picture = await marie.receives(seeded.rooms.crisis, (message) => message.content.msgtype === 'm.image');
    expect(
      Buffer.from(await marie.fetchFile(picture.content))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('hold a direct message, a forum in the directory, and an invitation', async () => {
    expect(await marie.accountData('m.direct')).toEqual({ [users.P.userId]: [seeded.rooms.direct] });
    const { chunk } = await marie.client.publicRooms();
    expect(chunk.map((room) => room.room_id)).toEqual([seeded.rooms.forum]);
    expect(marie.client.getRoom(seeded.rooms.invitation)?.getMyMembership()).toBe('invite');
  });
});
