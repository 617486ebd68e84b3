import * as v from 'valibot';
import { email, userId, type Person, type UserId } from '../../preload/contract/index.ts';

/** Somebody to write to or to invite: found in the directory, named by their id, or by an address. */
export type Invitee =
  | { id: string; kind: 'person'; userId: UserId; person: Person }
  | { id: string; kind: 'user'; userId: UserId }
  | { id: string; kind: 'email'; email: string };

export const personInvitee = (person: Person): Invitee => ({ id: person.userId, kind: 'person', userId: person.userId, person });

/** A word as an agent types it: a user id, or an e-mail address in whatever letters. Null for neither. */
export function inviteeOf(word: string): Invitee | null {
  const user = v.safeParse(userId, word.trim());
  if (user.success) return { id: user.output, kind: 'user', userId: user.output };
  const address = v.safeParse(email, word);
  return address.success ? { id: address.output, kind: 'email', email: address.output } : null;
}

/**
 * People in what was pasted: addresses and ids between commas, semicolons, spaces or lines, also as
 * mail programs write them (« Marie Laurent <marie@x.fr> »). Each once; `invalid` is what is neither.
 */
export function parseInvitees(text: string): { invitees: Invitee[]; invalid: string[] } {
  const words = text.split(/[,;\n\r\t]+/u).flatMap((piece) => {
    const inAngles = /<([^<>]+)>/u.exec(piece)?.[1];
    return inAngles === undefined ? piece.split(/\s+/u) : [inAngles];
  });
  const invitees = new Map<string, Invitee>();
  const invalid = new Set<string>();
  for (const word of words.map((one) => one.replace(/^["'(]+|["').]+$/gu, '')).filter(Boolean)) {
    const invitee = inviteeOf(word);
    if (invitee) invitees.set(invitee.id, invitee);
    else invalid.add(word);
  }
  return { invitees: [...invitees.values()], invalid: [...invalid] };
}
