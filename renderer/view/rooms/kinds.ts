import Globe from '@lucide/svelte/icons/globe';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import Lock from '@lucide/svelte/icons/lock';
import LockOpen from '@lucide/svelte/icons/lock-open';
import Megaphone from '@lucide/svelte/icons/megaphone';
import type { RoomSummary } from '../../../preload/contract/index.ts';
import type { Icon } from '../../parts/index.ts';
import { t } from '../../text/index.ts';

/** How the confidentiality of a room is drawn. */
export type KindSign = { icon: Icon; tone: 'ok' | 'purple' | 'warn' | 'info'; text: string; help: string };

/** The sign of a room's kind. A direct message is expected to be encrypted: it is told apart only when it is not. */
export function kindSign(room: Pick<RoomSummary, 'kind' | 'notices' | 'encrypted' | 'openByLink' | 'space'>): KindSign {
  const words = t().rooms;
  if (room.notices) return { icon: Megaphone, tone: 'info', text: words.notices, help: words.noticesHelp };
  if (room.space) return { icon: LayoutGrid, tone: 'info', text: t().spaces.kind, help: t().spaces.kindHelp };
  if (room.kind === 'direct') {
    return room.encrypted
      ? { icon: Lock, tone: 'ok', text: words.directEncrypted, help: words.kindHelp.direct }
      : { icon: LockOpen, tone: 'warn', text: words.directClear, help: words.directInClear };
  }
  const signs = {
    private: { icon: Lock, tone: 'ok' },
    external: { icon: Globe, tone: 'purple' },
    'private-unencrypted': { icon: LockOpen, tone: 'warn' },
    'external-unencrypted': { icon: Globe, tone: 'warn' },
    forum: { icon: Megaphone, tone: 'info' },
    unknown: { icon: CircleHelp, tone: 'warn' },
  } as const;
  const help = words.kindHelp[room.kind];
  if (!room.openByLink || room.kind === 'forum') return { ...signs[room.kind], text: words.kinds[room.kind], help };
  return { ...signs[room.kind], text: words.kinds[room.kind], help: room.encrypted ? words.byLink.encrypted : words.byLink.clear };
}
