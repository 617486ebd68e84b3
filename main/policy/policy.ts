import * as v from 'valibot';
import type { ManagedConfiguration } from '../host/index.ts';
import type { Logger } from '../log/index.ts';
import type { PolicySources } from './documents.ts';
import { readPolicyFiles } from './linux.ts';
import { parsePropertyList } from './macos.ts';
import { isPolicyName, policySchema, type PolicyName, type PolicyValues } from './schema.ts';
import { parseRegistry } from './windows.ts';

/** The managed configuration of this workstation. It holds until the application is started again. */
export interface Policy {
  values: PolicyValues;
  /** Where each value comes from, for support. */
  origins: { [N in PolicyName]?: string };
}

/** Reads the managed configuration. Never rejects: what cannot be used is logged, and leaves the rest as it is. */
export async function readPolicy(managed: ManagedConfiguration, log: Logger): Promise<Policy> {
  const { documents, problems } = await sourcesOf(managed);
  const policy: Policy = { values: {}, origins: {} };
  for (const { origin, values } of documents) {
    for (const [name, value] of Object.entries(values)) {
      const problem = take(policy, name, value, origin);
      if (problem !== null) problems.push(problem);
    }
  }
  for (const problem of problems) log.warn('a policy is not used', { problem });
  if (Object.keys(policy.values).length > 0) log.info('policies hold', { origins: policy.origins });
  return policy;
}

/** Later documents win. Null where the value is taken. */
function take(policy: Policy, name: string, value: unknown, origin: string): string | null {
  if (!isPolicyName(name)) return `${name.slice(0, 100)} of ${origin} is unknown`;
  const checked = v.safeParse(policySchema[name], value);
  if (!checked.success) return `${name} of ${origin} has a wrong value`;
  Object.assign(policy.values, { [name]: checked.output });
  policy.origins[name] = origin;
  return null;
}

async function sourcesOf({ system, place, owner, run }: ManagedConfiguration): Promise<PolicySources> {
  switch (system) {
    case 'linux':
      return readPolicyFiles(place, owner);
    case 'windows':
      return parseRegistry((await run('reg', ['query', place])) ?? '', place);
    case 'macos': {
      const output = await run('plutil', ['-convert', 'json', '-o', '-', place]);
      return output === null ? { documents: [], problems: [] } : parsePropertyList(output, place);
    }
  }
}
