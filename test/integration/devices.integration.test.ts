import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId, Device, NewDevice } from '../../preload/contract/index.ts';
import { Peer } from '../peer/index.ts';
import { asUser, signIn, standing, startStory, type Running, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory(['agnes', 'bruno', 'carla']);
});
afterAll(() => story.close());

const userOf = (localpart: string) => ({ userId: asUser(localpart, story), localpart, password: `motdepasse-${localpart}` });

const untilDevices = async ({ page }: Running, accountId: AccountId, holds: (devices: readonly Device[]) => boolean) => {
  const feed = page.feed('devices', { accountId });
  const devices = await feed.until((items, { status }) => status === 'complete' && holds(items));
  feed.close();
  return devices;
};
const untilNew = async ({ page }: Running, accountId: AccountId, holds: (devices: readonly NewDevice[]) => boolean) => {
  const feed = page.feed('newDevices', { accountId });
  const devices = await feed.until(holds);
  feed.close();
  return devices;
};
const own = (devices: readonly Device[]) => devices.find((device) => device.current);

describe('my devices', () => {
  it('are told of when a new one appears unverified, until I say that it is mine, also after a restart', async () => {
    const before = await Peer.start(story.server, userOf('agnes'), 'Ancien poste');
    let agnes = await story.start('agnes');
    const accountId = await signIn(agnes, story, 'agnes');
    // This device makes the identity of the account, and those that were there before are no news.
    const devices = await untilDevices(agnes, accountId, (all) => own(all)?.trust === 'verified' && all.length === 2);
    expect(devices[0]?.current).toBe(true);
    expect(devices[1]).toMatchObject({ deviceId: before.deviceId, name: 'Ancien poste', trust: 'unverified' });
    expect(await untilNew(agnes, accountId, () => true)).toEqual([]);

    const stranger = await Peer.start(story.server, userOf('agnes'), 'Inconnu');
    const [told] = await untilNew(agnes, accountId, (all) => all.length === 1);
    expect(told).toMatchObject({ deviceId: stranger.deviceId, name: 'Inconnu' });
    await agnes.stop();
    agnes = await story.start('agnes');
    await standing(agnes.page, accountId, (view) => view.connection === 'online');
    expect((await untilNew(agnes, accountId, (all) => all.length === 1))[0]).toEqual(told);
    await agnes.page.call('devices.looked', { accountId, deviceId: stranger.deviceId });
    await untilNew(agnes, accountId, (all) => all.length === 0);
    await agnes.stop();
    before.stop();
    stranger.stop();
  });

  it('are told of when one came while the application was closed', async () => {
    let bruno = await story.start('bruno');
    const accountId = await signIn(bruno, story, 'bruno');
    await untilDevices(bruno, accountId, (all) => own(all)?.trust === 'verified');
    await bruno.stop();
    const night = await Peer.start(story.server, userOf('bruno'), 'De nuit');
    bruno = await story.start('bruno');
    await standing(bruno.page, accountId, (view) => view.connection === 'online');
    await untilNew(bruno, accountId, (all) => all.some((device) => device.deviceId === night.deviceId));
    await bruno.stop();
    night.stop();
  });

  it('are renamed, and signed out one or several with the password, after which nothing is told of them', async () => {
    const carla = await story.start('carla');
    const accountId = await signIn(carla, story, 'carla');
    await untilDevices(carla, accountId, (all) => own(all)?.trust === 'verified');
    const others = [await Peer.start(story.server, userOf('carla'), 'Un'), await Peer.start(story.server, userOf('carla'), 'Deux')];
    const ids = others.map((peer) => peer.deviceId);
    await untilNew(carla, accountId, (all) => all.length === 2);
    await carla.page.call('devices.rename', { accountId, deviceId: ids[0] ?? '', name: 'Téléphone' });
    await untilDevices(carla, accountId, (all) => all.some((device) => device.name === 'Téléphone'));

    const signOut = (authentication?: { password: string }) =>
      carla.page.call('devices.signOut', { accountId, deviceIds: ids, ...(authentication ? { authentication } : {}) });
    await expect(signOut()).rejects.toMatchObject({ code: 'auth.confirm-identity', detail: { flows: ['password'] } });
    await expect(signOut({ password: 'faux' })).rejects.toMatchObject({ code: 'auth.wrong-password' });
    await signOut({ password: 'motdepasse-carla' });
    const left = await untilDevices(carla, accountId, (all) => all.length === 1);
    expect(left[0]?.current).toBe(true);
    await untilNew(carla, accountId, (all) => all.length === 0);
    // This very device is never among those that are signed out here.
    await carla.page.call('devices.signOut', { accountId, deviceIds: [left[0]?.deviceId ?? ''] });
    await standing(carla.page, accountId, (view) => view.status === 'ready');
    await carla.stop();
    for (const peer of others) peer.stop();
  });
});
