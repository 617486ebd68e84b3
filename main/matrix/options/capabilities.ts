import { isObject } from '../http/index.ts';

const listOf = (value: unknown): unknown[] | null => (Array.isArray(value) ? value : null);

/**
 * Whether people may change a field of their own profile (spec 6.3): `m.profile_fields` where the
 * server tells it (spec 1.16), else the older capability of that field; allowed where neither is told.
 */
export function maySet(capabilities: { [name: string]: unknown }, field: 'displayname' | 'avatar_url'): boolean {
  const fields = capabilities['m.profile_fields'];
  if (isObject(fields)) {
    const allowed = listOf(fields['allowed']);
    if (fields['enabled'] !== true) return false;
    return allowed === null ? !listOf(fields['disallowed'])?.includes(field) : allowed.includes(field);
  }
  const older = capabilities[field === 'displayname' ? 'm.set_displayname' : 'm.set_avatar_url'];
  return !isObject(older) || older['enabled'] !== false;
}
