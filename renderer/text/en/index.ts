import { account } from './account.ts';
import { backup } from './backup.ts';
import { barred } from './barred.ts';
import { browser } from './browser.ts';
import { byMail } from './by-mail.ts';
import { common } from './common.ts';
import { composer } from './composer.ts';
import { devices } from './devices.ts';
import { doors } from './doors.ts';
import { emoji } from './emoji.ts';
import { errors } from './errors/index.ts';
import { help } from './help.ts';
import { files } from './files.ts';
import { identity } from './identity.ts';
import { messages } from './messages.ts';
import { notifications } from './notifications.ts';
import { people } from './people.ts';
import { polls } from './polls.ts';
import { roomLife } from './room-life.ts';
import { roomSettings } from './room-settings.ts';
import { rooms } from './rooms.ts';
import { search } from './search.ts';
import { session } from './session.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { spaces } from './spaces.ts';
import { timeline } from './timeline.ts';
import { trust } from './trust.ts';
import { versions } from './versions.ts';
import { verification } from './verification.ts';

/** English; each file has the type of its French one, so a missing or extra key fails the build. */
export const en = {
  account,
  backup,
  barred,
  browser,
  byMail,
  common,
  composer,
  devices,
  doors,
  emoji,
  errors,
  help,
  files,
  identity,
  messages,
  notifications,
  people,
  polls,
  roomLife,
  roomSettings,
  rooms,
  search,
  session,
  settings,
  shell,
  spaces,
  timeline,
  trust,
  verification,
  versions,
};
