/** What the shell does from the keyboard, wherever the focus is. */
export type Shortcut =
  | 'switcher'
  | 'shortcuts'
  | 'help'
  | 'settings'
  | 'filter'
  | 'search'
  | 'members'
  | 'new-direct'
  | 'next-pane'
  | 'previous-pane'
  | 'next-room'
  | 'previous-room';

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether Cmd stands for Ctrl here. */
export const isMac = (): boolean => /Mac/u.test(navigator.userAgent);

const withCommand: Record<string, Shortcut> = { k: 'switcher', f: 'search', '/': 'shortcuts', ',': 'settings' };
const withCommandAndShift: Record<string, Shortcut> = { f: 'filter', m: 'members', d: 'new-direct' };

/**
 * The shortcut that a key press means, or null. Letters are taken by what they write, so that they
 * follow the layout; `/` and the comma may need Shift on it (AZERTY).
 */
export function shortcutOf(event: Pressed, mac: boolean): Shortcut | null {
  const command = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  const key = event.key.toLowerCase();
  if (command && !event.altKey) {
    const shifted = event.shiftKey ? withCommandAndShift[key] : undefined;
    return shifted ?? (event.shiftKey && key === 'k' ? null : (withCommand[key] ?? null));
  }
  if (event.ctrlKey || event.metaKey) return null;
  if (event.key === 'F1' && !event.altKey && !event.shiftKey) return 'help';
  if (event.key === 'F6' && !event.altKey) return event.shiftKey ? 'previous-pane' : 'next-pane';
  if (!event.altKey || event.shiftKey) return null;
  if (event.key === 'ArrowDown') return 'next-room';
  return event.key === 'ArrowUp' ? 'previous-room' : null;
}
