import { common } from './common.ts';
import { composer } from './composer.ts';
import { errors } from './errors.ts';
import { messages } from './messages.ts';
import { people } from './people.ts';
import { rooms } from './rooms.ts';
import { session } from './session.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { timeline } from './timeline.ts';

/** English; each file has the type of its French one, so a missing or extra key fails the build. */
export const en = { common, composer, errors, messages, people, rooms, session, settings, shell, timeline };
