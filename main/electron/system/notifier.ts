import { createHash } from 'node:crypto';
import type { Notification } from 'electron';
import type { EarlierNotification, NotificationRequest, Notifier } from '../../host/index.ts';
import type { Electron } from '../modules.ts';

type Used = EarlierNotification['used'];

/** What the system knows a notification by: short enough for the tag of a toast of Windows, and no name of a room. */
const idOf = (tag: string): string => createHash('sha256').update(tag).digest('base64url').slice(0, 16);

/** Fields and buttons, where the system has them; elsewhere a click alone. */
function extras(platform: NodeJS.Platform, { tag, reply, action }: NotificationRequest) {
  if (platform !== 'darwin' && platform !== 'win32') return {};
  return {
    id: idOf(tag),
    ...(reply ? { hasReply: true, replyPlaceholder: reply.placeholder } : {}),
    ...(action ? { actions: [{ type: 'button' as const, text: action.label }] } : {}),
  };
}

function hear(notification: Notification, { onClick, reply, action }: Pick<NotificationRequest, 'onClick' | 'reply' | 'action'>): void {
  notification.on('click', onClick);
  notification.on('reply', (details, typed) => reply?.onReply(details.reply ?? typed));
  notification.on('action', () => action?.onAction());
}

/** Notifications of the OS; one a tag. `show` is dropped where the system has none. */
export function createNotifier(electron: Pick<Electron, 'Notification'>, options: { platform: NodeJS.Platform; icon?: string }): Notifier {
  const { platform, ...look } = options;
  const standing = new Map<string, Notification>();
  const clear = (tag: string) => {
    standing.get(tag)?.close();
    standing.delete(tag);
  };
  /** Those of a former run: heard as long as they are held. */
  const earlier: Notification[] = [];
  const isOurs = (id: string): boolean => [...standing.keys()].some((tag) => id.includes(idOf(tag)));
  return {
    clear,
    supported: () => electron.Notification.isSupported(),
    show(request) {
      if (!electron.Notification.isSupported()) return;
      const { tag, title, body, silent } = request;
      clear(tag);
      const notification = new electron.Notification({ title, body, silent, ...look, ...extras(platform, request) });
      // Kept until it is gone: Electron frees one that nobody holds, and its click with it.
      standing.set(tag, notification);
      hear(notification, request);
      // On Windows it only leaves the screen: it goes on in the notification centre, is heard there, and is cleared from there.
      if (platform !== 'win32') notification.on('close', () => standing.get(tag) === notification && standing.delete(tag));
      notification.show();
    },
    onEarlier(listener) {
      const tell = (id: string, used: Used): void => listener({ isOf: (tag) => id.includes(idOf(tag)), used });
      if (platform === 'win32') followToasts(electron, (id, used) => !isOurs(id) && tell(id, used));
      if (platform === 'darwin') followHistory(electron, earlier, tell);
    },
  };
}

/** Toasts of Windows outlive the application, and start it again. */
function followToasts({ Notification }: Pick<Electron, 'Notification'>, tell: (id: string, used: Used) => void): void {
  Notification.handleActivation(({ arguments: id, type, reply }) => {
    if (type === 'reply') tell(id, { kind: 'reply', text: reply ?? '' });
    else tell(id, { kind: type === 'action' ? 'action' : 'click' });
  });
}

/** What still stands in the notification centre of macOS is heard again. */
function followHistory(
  { Notification }: Pick<Electron, 'Notification'>,
  kept: Notification[],
  tell: (id: string, used: Used) => void,
): void {
  void Notification.getHistory().then(
    (history) => {
      for (const notification of history) {
        kept.push(notification);
        hear(notification, {
          onClick: () => tell(notification.id, { kind: 'click' }),
          reply: { placeholder: '', onReply: (text) => tell(notification.id, { kind: 'reply', text }) },
          action: { label: '', onAction: () => tell(notification.id, { kind: 'action' }) },
        });
      }
    },
    // An application that is not signed has none.
    () => undefined,
  );
}
