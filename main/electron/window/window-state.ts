import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';

const whole = v.pipe(v.number(), v.integer());
const windowState = v.object({ x: whole, y: whole, width: whole, height: whole, maximised: v.boolean() });
export type WindowState = v.InferOutput<typeof windowState>;
type Bounds = { x: number; y: number; width: number; height: number };

export const smallest = { width: 480, height: 480 };
const usual = { width: 1280, height: 800 };

/** Where the window was, if that is still on a screen; else a usual size, placed by the OS. */
export function loadWindowState(path: string, screens: readonly Bounds[]): Partial<WindowState> & typeof usual {
  const state = read(path);
  if (state === null || !screens.some((screen) => touches(state, screen))) return usual;
  return { ...state, width: Math.max(state.width, smallest.width), height: Math.max(state.height, smallest.height) };
}

/** Keeps it, if the disk lets it; a window is not worth an error. */
export function saveWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(`${path}.new`, JSON.stringify(state));
    renameSync(`${path}.new`, path);
  } catch {
    // The next start takes the usual size.
  }
}

function read(path: string): WindowState | null {
  try {
    return v.parse(windowState, JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Enough of the window to take hold of: its screen may be gone or smaller. */
function touches(window: Bounds, screen: Bounds): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const down = Math.min(window.y + window.height, screen.y + screen.height) - Math.max(window.y, screen.y);
  return across >= 100 && down >= 100;
}
