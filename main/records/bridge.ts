import type { UserId } from '../../preload/contract/index.ts';
import { asObject, asString, isUserId } from './json.ts';
import { nameOf } from './membership.ts';

/** What says that a room is joined to another network (MSC2346), the stable name first. */
export const bridgeTypes = ['m.bridge', 'uk.half-shot.bridge'] as const;

/** More networks are not told of one room. */
const most = 5;

/** A network that a room is joined to, in the words of who may set state there. */
export interface Bridge {
  /** Name of the network, « Slack ». */
  network: string;
  /** Where in it, from the widest on: workspace or server, channel. */
  places: string[];
  /** Who put the bridge in the room: mostly a robot. */
  by: UserId;
  /** Who asked for it, as `by` says; null where nobody else is named. */
  creator: UserId | null;
}

export interface BridgeState {
  stateKey: string;
  content: string;
  sender: UserId;
}

const titleOf = (part: unknown): string | null => {
  const { displayname, id } = asObject(part);
  return nameOf(displayname) ?? nameOf(id);
};

function bridgeOf({ content, sender }: BridgeState): Bridge[] {
  const { protocol, network, channel, creator } = asObject(JSON.parse(content));
  const name = titleOf(protocol);
  // Without a protocol it was taken away, or redacted.
  if (name === null) return [];
  const places = [titleOf(network), titleOf(channel)].filter((place) => place !== null);
  const asked = asString(creator);
  return [{ network: name, places, by: sender, creator: isUserId(asked) && asked !== sender ? asked : null }];
}

/** The networks of a room, from its state; of two events with one key the first counts. */
export function bridgesOf(state: readonly BridgeState[]): Bridge[] {
  const seen = new Set<string>();
  const each = state.filter(({ stateKey }) => !seen.has(stateKey) && seen.add(stateKey));
  return each.flatMap(bridgeOf).slice(0, most);
}
