import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { FileMarker } from '../../host/index.ts';

const run = promisify(execFile);

/** Internet zone: SmartScreen and Office's protected view look here. */
const zone = '[ZoneTransfer]\r\nZoneId=3\r\n';

/** What marks a file on each system: a stream beside it, or an extended attribute. */
const markers: Partial<Record<NodeJS.Platform, (path: string, agent: string) => Promise<void>>> = {
  win32: (path) => writeFile(`${path}:Zone.Identifier`, zone),
  // Flags 0081: downloaded, ask before the first opening (LSQuarantine).
  darwin: async (path, agent) => {
    const seconds = Math.floor(Date.now() / 1000).toString(16);
    await run('/usr/bin/xattr', ['-w', 'com.apple.quarantine', `0081;${seconds};${agent};`, path]);
  },
  // Freedesktop's common extended attributes. The tool and the file system may both lack them; nothing reads them to protect.
  linux: async (path, agent) => {
    await run('setfattr', ['-n', 'user.xdg.origin.url', '-v', `${agent.toLowerCase()}:`, path]).catch(() => undefined);
  },
};

/** Puts the mark of the web on saved files. Rejects where the system has one and it could not be put. */
export function createFileMarker(agent: string, platform: NodeJS.Platform = process.platform): FileMarker {
  return { markFromWeb: async (path) => markers[platform]?.(path, agent) };
}
