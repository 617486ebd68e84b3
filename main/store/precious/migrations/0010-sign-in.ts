import type { Migration } from '../../open/migrations.ts';

/** How the session began (`SignInRecord`, JSON): with a password until this step. */
export const signIn: Migration = {
  number: 10,
  name: 'sign-in',
  sql: `ALTER TABLE session ADD COLUMN sign_in TEXT NOT NULL DEFAULT '{"way":"password"}'`,
};
