import { en } from '../plural.ts';
import type { people as reference } from '../fr/people.ts';

export const people: typeof reference = {
  members: 'Members',
  filter: 'Search for a member',
  roles: { admin: 'Administration', moderator: 'Moderation', member: 'Members', invite: 'Invited, waiting', knock: 'Requests to join' },
  you: (id: string) => `You · ${id}`,
  pending: 'Invitation waiting',
  loading: 'The whole list is loading…',
  none: 'No member found',
  noneText: 'Change the letters you search for.',
  found: (count: number) => en(count, { one: '# member', other: '# members' }),
  message: (name: string) => `Write to ${name}`,
};
