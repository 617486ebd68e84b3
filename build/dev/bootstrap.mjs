// First step of every command: what it needs is there, or is brought. Quick when all is there.
import { say } from './machine.mjs';
import { ensureNode } from './node.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureSynapse } from './synapse.mjs';
import { ensureSystem } from './system.mjs';

/**
 * Node and the packages of the lock file, and of the rest what `needs` names: 'synapse', 'browser',
 * 'keychain', 'certificates'. May run the whole command again on a newer Node and then never returns.
 */
export async function bootstrap(needs = []) {
  await ensureNode();
  try {
    ensurePackages();
    for (const need of needs) {
      if (need === 'synapse') ensureSynapse();
      else ensureSystem(need);
    }
  } catch (error) {
    say(error.message);
    process.exit(1);
  }
}
