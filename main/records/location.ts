import type { MessageContent } from '../../preload/contract/index.ts';
import type { JsonObject } from './event.ts';
import { asObject, asString } from './json.ts';

type Location = Extract<MessageContent, { kind: 'location' }>;

const longestDescription = 1000;
/** RFC 5870: latitude and longitude in degrees of WGS 84, then altitude and parameters, which are not shown. */
const geoUri = /^geo:(-?\d{1,3}(?:\.\d{1,20})?),(-?\d{1,3}(?:\.\d{1,20})?)(?:[,;][-\d.,;=\w]{0,200})?$/u;
/** Parameters may name another system than WGS 84, whose figures would lead elsewhere. */
const otherSystem = /;crs=(?!wgs84(?:;|$))/iu;

/** A place (spec 11.2.1.9 `m.location`, MSC3488); null where it names none on this earth. */
export function locationOf(content: JsonObject): Location | null {
  const location = asObject(content['m.location'] ?? content['org.matrix.msc3488.location']);
  const uri = asString(location['uri'] ?? content['geo_uri']) ?? '';
  const [, latitude, longitude] = (uri.length <= 300 && !otherSystem.test(uri) && geoUri.exec(uri)) || [];
  if (latitude === undefined || longitude === undefined) return null;
  if (Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180) return null;
  const asset = asObject(content['m.asset'] ?? content['org.matrix.msc3488.asset']);
  return {
    kind: 'location',
    description: describedIn(location, content),
    latitude: Number(latitude),
    longitude: Number(longitude),
    own: asset['type'] === 'm.self',
  };
}

/** What the sender calls it. The body is a fallback for older clients, mostly with the figures in it. */
function describedIn(location: { [key: string]: unknown }, content: JsonObject): string {
  const described = asString(location['description']);
  const body = asString(content['body']) ?? '';
  const text = described ?? (/geo:-?\d/u.test(body) ? '' : body);
  return text.trim().slice(0, longestDescription).toWellFormed();
}
