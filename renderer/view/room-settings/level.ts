import { roleOf } from '../../model/index.ts';
import { t } from '../../text/index.ts';

/** A power level as a role. */
export function roleName(power: number): string {
  const role = roleOf(power);
  return role === 'custom' ? t().roomSettings.level(power) : t().roomSettings.roles[role];
}

/** Who may do what needs this level. */
export function atLeast(power: number): string {
  const role = power < 0 ? 'member' : roleOf(power);
  return role === 'custom' ? t().roomSettings.atLeastLevel(power) : t().roomSettings.atLeast[role];
}
