import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  directory,
  electron,
  failures,
  host,
  launch,
  linked,
  openClient,
  page,
  renew,
  stopped,
  tell,
  until,
  woken,
} from '../../test/carrier/electron-stage.ts';
import { FakeEvent, FakeNotification } from '../../test/carrier/fake-electron.ts';
import type { AppEvent } from '../app/index.ts';

describe('the application around it', () => {
  it('runs once: a second start hands its link over and ends', async () => {
    electron.app.isFirst = false;
    await launch();
    expect(electron.windows).toEqual([]);
    expect(electron.app.quits).toBe(1);
  });

  it('keeps links until the page is there, whichever way they came', async () => {
    await launch({ argv: ['tchap', '--flag', 'https://evil.example/', 'tchap://x/#/room/!a:b'] });
    const appleEvent = new FakeEvent();
    electron.app.emit('open-url', appleEvent, 'matrix:roomid/a:b');
    electron.app.emit('open-url', new FakeEvent(), 'file:///etc/passwd');
    expect(appleEvent.prevented).toBe(true);
    expect(linked).toEqual([]);
    await openClient();
    await until(() => linked.length === 2);
    electron.app.emit('second-instance', {}, ['tchap', 'tchap://x/#/room/!c:d']);
    expect(linked).toEqual(['tchap://x/#/room/!a:b', 'matrix:roomid/a:b', 'tchap://x/#/room/!c:d']);
    expect(electron.window.calls).toEqual(['show', 'focus']);
    expect(electron.app.claimed).toEqual(['tchap', 'matrix']);
  });

  it('shows the room of a notification that was clicked', async () => {
    await launch();
    const clicked: string[] = [];
    const show = (body: string) =>
      host.notifier.show({
        tag: 'room',
        title: 'Salon',
        body,
        silent: false,
        onClick: () => clicked.push(body),
        reply: null,
        action: null,
      });
    show('un');
    show('deux');
    expect(electron.notifications.map(({ shown }) => shown)).toEqual([false, true]);
    electron.notifications[1]?.emit('click');
    expect(clicked).toEqual(['deux']);
    host.notifier.clear('room');
    expect(electron.notifications[1]?.shown).toBe(false);
    electron.window.minimised = true;
    tell({ name: 'app.openRoom', payload: { accountId: 'a', roomId: '!r' } } as AppEvent);
    expect(electron.window.calls).toEqual(['restore', 'show', 'focus']);
  });

  it('lets the agent answer in a notification and mark as read, where the system can', async () => {
    await launch({ platform: 'darwin' });
    const heard: string[] = [];
    const request = { title: 'Salon', body: 'x', silent: false, onClick: () => heard.push('click') };
    const reply = { placeholder: 'Répondre', onReply: (text: string) => heard.push(text) };
    host.notifier.show({ tag: 'a !r', ...request, reply, action: { label: 'Marquer comme lu', onAction: () => heard.push('read') } });
    const [shown] = electron.notifications;
    expect(shown?.options).toMatchObject({
      hasReply: true,
      replyPlaceholder: 'Répondre',
      actions: [{ type: 'button', text: 'Marquer comme lu' }],
    });
    expect(shown?.options['id']).not.toContain('!r');
    shown?.emit('reply', { reply: 'Oui' }, 'Oui');
    shown?.emit('action', { actionIndex: 0 });
    expect(heard).toEqual(['Oui', 'read']);
    renew('plain');
    await launch();
    host.notifier.show({ tag: 'a !r', ...request, reply, action: null });
    expect(electron.notifications[0]?.options).not.toHaveProperty('hasReply');
  });

  it('on Windows one that left the screen is answered once, in the notification centre, and is cleared from there', async () => {
    await launch({ platform: 'win32' });
    expect(electron.app.toastActivator).toMatch(/^\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/u);
    const [sent, earlier]: [string[], unknown[]] = [[], []];
    host.notifier.onEarlier(({ used }) => earlier.push(used));
    const reply = { placeholder: '', onReply: (text: string) => sent.push(text) };
    host.notifier.show({ tag: 'a !r', title: '', body: '', silent: true, onClick: () => undefined, reply, action: null });
    const [shown] = electron.notifications;
    shown?.emit('close', { reason: 'timedOut' });
    shown?.emit('reply', { reply: 'Oui' }, 'Oui');
    electron.activate?.({ type: 'reply', arguments: `type=reply&tag=${String(shown?.options['id'])}`, reply: 'Oui' } as never);
    expect([sent, earlier]).toEqual([['Oui'], []]);
    host.notifier.clear('a !r');
    expect(shown?.shown).toBe(false);
  });

  it('hears of notifications that a former run had shown, those that started this one too', async () => {
    const earlier: [string, unknown][] = [];
    const follow = () => host.notifier.onEarlier(({ isOf, used }) => earlier.push([['a !r', 'a !s'].find(isOf) ?? 'none', used]));
    await launch({ platform: 'win32' });
    follow();
    host.notifier.show({ tag: 'a !r', title: '', body: '', silent: true, onClick: () => undefined, reply: null, action: null });
    const id = String(electron.notifications[0]?.options['id']);
    const use = (details: unknown) => electron.activate?.(details as never);
    use({ type: 'click', arguments: `type=click&tag=${id}` });
    expect(earlier).toEqual([]);
    host.notifier.clear('a !r');
    use({ type: 'reply', arguments: `type=reply&tag=${id}`, reply: 'Oui' });
    use({ type: 'click', arguments: 'type=click&tag=other' });
    expect(earlier).toEqual([
      ['a !r', { kind: 'reply', text: 'Oui' }],
      ['none', { kind: 'click' }],
    ]);
    renew('mac');
    earlier.splice(0);
    await launch({ platform: 'darwin' });
    const standing = Object.assign(new FakeNotification({}), { id });
    electron.history.push(standing);
    follow();
    await until(() => standing.listenerCount('click') > 0);
    standing.emit('click');
    expect(earlier).toEqual([['a !r', { kind: 'click' }]]);
  });

  it('opens a closed window again for a room that is asked for, and tells its page once that is there', async () => {
    await launch({ platform: 'darwin' });
    const closed = electron.window;
    closed.emit('closed');
    tell({ name: 'app.openRoom', payload: { accountId: 'a', roomId: '!r' } } as AppEvent);
    expect(electron.windows.length).toBe(2);
    const asked: unknown[] = [];
    await openClient((client) => client.on('app.openRoom', (payload) => asked.push(payload)));
    await until(() => asked.length === 1);
    expect(asked).toEqual([{ accountId: 'a', roomId: '!r' }]);
  });

  it('shows the figure of unread messages where each system has a place for it', async () => {
    await launch();
    host.badge.set(3, false);
    expect(electron.app.badge).toBe(3);
    expect(electron.trays[0]?.tip).toBe('Tchap, 3 messages non lus');
    renew('windows');
    await launch({ platform: 'win32' });
    host.badge.set(1, true);
    expect(electron.window.overlay).toEqual([{ path: 'badge.png' }, '1 message non lu']);
    expect(electron.window.calls).toContain('flash true');
    host.badge.set(0, false);
    expect(electron.window.overlay).toEqual([null, '']);
  });

  it('speaks the language of the agent, at once after a change', async () => {
    await launch();
    expect(electron.menu[1]?.label).toBe('Édition');
    await (await openClient()).call('settings.update', { language: 'en', theme: 'dark' });
    expect(electron.menu[1]?.label).toBe('Edit');
    expect(electron.trays[0]?.items[0]?.label).toBe('Open Tchap');
    expect(electron.nativeTheme.themeSource).toBe('dark');
  });

  it('opens only what the agent may be sent to', async () => {
    await launch();
    for (const url of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://evil/share',
      'ms-msdt:/id',
      'http://plain.example/',
      'notaurl',
      '\\\\evil\\share',
    ]) {
      await expect(host.opener.open(url)).rejects.toMatchObject({ code: 'link.refused' });
    }
    for (const url of ['https://a.example/é', 'mailto:a@b.fr', 'matrix:u/a:b', 'tchap://x/']) await host.opener.open(url);
    expect(electron.opened).toEqual(['https://a.example/%C3%A9', 'mailto:a@b.fr', 'matrix:u/a:b', 'tchap://x/']);
  });

  it('asks the network for nothing that is ours', async () => {
    await launch();
    await host.net.fetch('https://matrix.example/', { method: 'POST' });
    expect(electron.fetched).toEqual([['https://matrix.example/', { method: 'POST', bypassCustomProtocolHandlers: true }]]);
  });

  it('tells how far an upload is, through the same network, and can stop it', async () => {
    await launch();
    const sent: number[] = [];
    const parts = async function* () {
      for (const part of ['cor', 'ps!']) yield new TextEncoder().encode(part);
    };
    const upload = { body: { size: 6, read: parts }, onSent: (bytes: number) => void sent.push(bytes) };
    const init = { method: 'POST', headers: { authorization: 'Bearer x' }, upload };
    const answer = await host.net.fetch('https://matrix.example/upload', init);
    expect([answer.status, await answer.text()]).toEqual([200, '{}']);
    expect(sent[0]).toBe(3);
    expect(electron.fetched).toEqual([
      ['authorization', { value: 'Bearer x' }],
      [expect.objectContaining({ credentials: 'omit', bypassCustomProtocolHandlers: true }), { body: 'corps!' }],
    ]);
    const signal = AbortSignal.abort(new Error('given up'));
    await expect(host.net.fetch('https://matrix.example/upload', { ...init, signal })).rejects.toThrow('given up');
  });

  it('gives a file to the program of the system, and says where there is none', async () => {
    await launch();
    await host.handOver.open('/data/handed-over/a/note.pdf');
    await expect(host.handOver.open('/data/handed-over/a/note.xyz')).rejects.toMatchObject({ code: 'media.no-program' });
    expect(electron.opened).toEqual(['/data/handed-over/a/note.pdf', '/data/handed-over/a/note.xyz']);
  });

  it('suggests a file name without the folder that its sender gave it', async () => {
    await launch();
    expect(await host.dialogs.saveFile('../../.bashrc')).toBeNull();
    await host.dialogs.saveFile('..\\..\\evil.exe');
    expect(electron.saveOptions).toEqual([
      { defaultPath: '/home/agent/Téléchargements/.bashrc' },
      { defaultPath: '/home/agent/Téléchargements/evil.exe' },
    ]);
    electron.saveAnswer = { canceled: false, filePath: '/tmp/x' };
    expect(await host.dialogs.saveFile('x')).toBe('/tmp/x');
    expect(await host.dialogs.openFile()).toBeNull();
    electron.openAnswer = { canceled: false, filePaths: ['/tmp/y'] };
    expect(await host.dialogs.openFile()).toBe('/tmp/y');
  });

  it('keeps its data out of the roaming profile on Windows', async () => {
    await launch({ platform: 'win32', env: { LOCALAPPDATA: join(directory, 'Local') } });
    expect(host.paths.data).toBe(join(directory, 'Local', 'Tchap', 'data'));
    expect(host.paths.logs).toBe(join(directory, 'Local', 'Tchap', 'logs'));
  });

  it('asks the servers at once when the machine wakes', async () => {
    await launch();
    electron.powerMonitor.emit('resume');
    expect(woken).toBe(1);
  });

  it('comes back when the page crashes', async () => {
    await launch();
    page().emit('render-process-gone', {}, { reason: 'oom' });
    page().emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(page().reloads).toBe(1);
  });

  it('closes the stores before it ends', async () => {
    await launch();
    const closing = new FakeEvent();
    electron.app.quit();
    expect(electron.app.quits).toBe(0);
    electron.window.emit('close', closing);
    expect(closing.prevented).toBe(false);
    await until(() => electron.app.quits === 1);
    expect(stopped).toBe(1);
  });

  it('logs a failure that nobody caught, without the secrets in it, and goes on', async () => {
    await launch();
    failures.emit('uncaughtException', new Error('lost with Bearer abc.def'));
    failures.emit('unhandledRejection', new Error('late'));
    const log = readFileSync(join(host.paths.logs, 'tchap.log'), 'utf8');
    expect(log).toContain('lost with Bearer [redacted]');
    expect(log).toContain('late');
    expect(electron.app.exitCode).toBeNull();
  });

  it('says where the log is when it cannot start, and deletes nothing', async () => {
    await launch({ start: () => Promise.reject(new Error('no disk')) });
    expect(electron.errors[0]).toContain(join(directory, 'profile', 'logs'));
    expect(electron.app.exitCode).toBe(1);
    expect(readFileSync(join(directory, 'profile', 'logs', 'tchap.log'), 'utf8')).toContain('no disk');
  });
});
