import * as v from 'valibot';

/** What an administration may decide for its workstations. A key that is not set leaves the choice as it is. */
export const policySchema = {
  /** MSC4153: devices that their owner has not verified take no part in encrypted conversations. */
  excludeUnsignedDevices: v.boolean(),
  /** MSC3814: a device on the server takes the keys of messages that come while the agent is signed in nowhere. */
  dehydratedDevice: v.boolean(),
} as const;

export type PolicyName = keyof typeof policySchema;
export type PolicyValues = { [N in PolicyName]?: v.InferOutput<(typeof policySchema)[N]> };

export const isPolicyName = (name: string): name is PolicyName => Object.hasOwn(policySchema, name);
