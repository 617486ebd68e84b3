import DoorOpen from '@lucide/svelte/icons/door-open';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import ListPlus from '@lucide/svelte/icons/list-plus';
import Plus from '@lucide/svelte/icons/plus';
import Settings from '@lucide/svelte/icons/settings';
import UserPlus from '@lucide/svelte/icons/user-plus';
import type { RoomSummary } from '../../../preload/contract/index.ts';
import type { Navigation } from '../../model/index.ts';
import type { MenuItem } from '../../parts/index.ts';
import { t } from '../../text/index.ts';

/** What an agent may do with a space that she is in. */
export function spaceMenu(navigation: Navigation, { roomId, space, canInvite }: RoomSummary): MenuItem[] {
  const words = t().spaces;
  const entry = (id: string, label: string, icon: MenuItem['icon'], onselect: () => void): MenuItem => ({ id, label, icon, onselect });
  const mayAdd = space?.canAdd === true;
  return [
    entry('details', words.details, LayoutGrid, () => navigation.show({ name: 'space', roomId })),
    ...(mayAdd ? [entry('room', words.newRoom, Plus, () => navigation.show({ name: 'space-new-room', roomId }))] : []),
    ...(mayAdd ? [entry('add', words.add, ListPlus, () => navigation.show({ name: 'space-add', roomId }))] : []),
    ...(canInvite ? [entry('invite', words.invite, UserPlus, () => navigation.show({ name: 'invite', roomId }))] : []),
    entry('settings', words.settings, Settings, () => navigation.show({ name: 'room-settings', roomId })),
    { ...entry('leave', words.leave, DoorOpen, () => navigation.show({ name: 'leave', roomId })), danger: true },
  ];
}
