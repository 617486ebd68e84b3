import type { Notification } from 'electron';
import type { Notifier } from '../../host/index.ts';
import type { Electron } from '../modules.ts';

/** Notifications of the OS; one a tag. `show` is dropped where the system has none. */
export function createNotifier(electron: Pick<Electron, 'Notification'>, options: { icon?: string } = {}): Notifier {
  const standing = new Map<string, Notification>();
  const clear = (tag: string) => {
    standing.get(tag)?.close();
    standing.delete(tag);
  };
  return {
    clear,
    show({ tag, title, body, silent, onClick }) {
      if (!electron.Notification.isSupported()) return;
      clear(tag);
      const notification = new electron.Notification({ title, body, silent, ...options });
      // Kept until it is gone: Electron frees one that nobody holds, and its click with it.
      standing.set(tag, notification);
      notification.on('click', onClick);
      notification.on('close', () => {
        if (standing.get(tag) === notification) standing.delete(tag);
      });
      notification.show();
    },
  };
}
