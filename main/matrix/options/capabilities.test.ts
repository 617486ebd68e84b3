import { expect, it } from 'vitest';
import { maySet } from './capabilities.ts';

it('what the server says of a field of the profile holds, the newer capability first (spec 6.3)', () => {
  expect(maySet({}, 'displayname')).toBe(true);
  expect(maySet({ 'm.set_displayname': { enabled: false } }, 'displayname')).toBe(false);
  expect(maySet({ 'm.set_displayname': { enabled: false } }, 'avatar_url')).toBe(true);
  expect(maySet({ 'm.set_avatar_url': { enabled: false } }, 'avatar_url')).toBe(false);
  expect(maySet({ 'm.profile_fields': { enabled: false } }, 'avatar_url')).toBe(false);
  expect(maySet({ 'm.profile_fields': { enabled: true, allowed: ['avatar_url'] } }, 'displayname')).toBe(false);
  expect(maySet({ 'm.profile_fields': { enabled: true, disallowed: ['displayname'] } }, 'displayname')).toBe(false);
  expect(maySet({ 'm.profile_fields': { enabled: true }, 'm.set_displayname': { enabled: false } }, 'displayname')).toBe(true);
  expect(maySet({ 'm.profile_fields': 'yes' }, 'displayname')).toBe(true);
});
