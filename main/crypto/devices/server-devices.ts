import * as v from 'valibot';
import { CodedError } from '../../../preload/contract/index.ts';

const text = v.nullish(
  v.pipe(
    v.string(),
    v.transform((value) => value.slice(0, 255).toWellFormed()),
  ),
);
const time = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)));

/** One device of `GET /devices`. What is malformed beside its id is left out. */
const device = v.object({
  device_id: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  display_name: v.fallback(text, null),
  last_seen_ts: v.fallback(time, null),
  last_seen_ip: v.fallback(text, null),
});
const answer = v.object({ devices: v.pipe(v.array(v.unknown()), v.maxLength(2000)) });

export interface ServerDevice {
  deviceId: string;
  name: string | null;
  lastSeenAt: number | null;
  lastSeenIp: string | null;
}

/** Reads the answer. Throws `server.error` where it is none; a device that is malformed is left out. */
export function parseDevices(body: unknown): ServerDevice[] {
  const checked = v.safeParse(answer, body);
  if (!checked.success) throw new CodedError('server.error', 'the answer lists no devices', { retryable: true });
  return checked.output.devices.flatMap((one) => {
    const found = v.safeParse(device, one);
    if (!found.success) return [];
    const { device_id: deviceId, display_name: name, last_seen_ts: lastSeenAt, last_seen_ip: lastSeenIp } = found.output;
    return [{ deviceId, name: name?.trim() || null, lastSeenAt: lastSeenAt ?? null, lastSeenIp: lastSeenIp || null }];
  });
}
