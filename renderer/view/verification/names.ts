import type { Verification } from '../../../preload/contract/index.ts';
import { oneLine, personName, t } from '../../text/index.ts';

/** The person on the other side. */
export const personOf = ({ other }: Verification): string => personName(other.name);

/** The device on the other side, by its name, else by its id; its owner chose both. */
export const deviceOf = ({ other }: Verification): string =>
  t().verification.device(
    oneLine(other.deviceName ?? '')
      .trim()
      .slice(0, 80) ||
      (other.deviceId ?? '?'),
  );
