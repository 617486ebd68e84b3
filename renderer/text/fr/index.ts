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
import { typeset } from '../typeset.ts';

/** The reference: every other language has the shape of this object. One file a feature. */
export const fr = typeset({ common, composer, errors, messages, people, rooms, session, settings, shell, timeline });
