import type { Handlers } from '../../preload/wire/index.ts';
import { appHandlers } from './app.ts';
import { backupHandlers } from './backup.ts';
import { conversationHandlers } from './conversation.ts';
import { keyFileHandlers } from './key-file.ts';
import { mediaHandlers } from './media.ts';
import { deviceHandlers } from './devices.ts';
import { doorHandlers } from './doors.ts';
import { draftHandlers } from './drafts.ts';
import { identityHandlers } from './identity.ts';
import { messageHandlers } from './messages.ts';
import { notificationHandlers } from './notifications.ts';
import { optionHandlers } from './options.ts';
import { peopleHandlers } from './people.ts';
import { repairHandlers } from './repair.ts';
import { roomLifeHandlers } from './room-life.ts';
import { roomSettingsHandlers } from './room-settings.ts';
import { roomHandlers } from './rooms.ts';
import { scheduledHandlers } from './scheduled.ts';
import { searchHandlers } from './search.ts';
import type { Services } from './services.ts';
import { sessionHandlers } from './session.ts';
import { signInHandlers } from './sign-in.ts';
import { timelineHandlers } from './timeline.ts';
import { verificationHandlers } from './verification.ts';
import { spaceHandlers } from './spaces.ts';
import { spellingHandlers } from './spelling.ts';
import { trustHandlers } from './trust.ts';

export type { BrowserSignIns, ByMailAccounts, CodeFiles, Desk, Files, KeyFiles, MemberFiles, Services, Sessions } from './services.ts';

/** Every call of the contract, one file a domain; a missing or an extra one does not compile. */
export function createHandlers(services: Services): Handlers {
  const handlers = {
    ...sessionHandlers(services),
    ...signInHandlers(services),
    ...roomHandlers(services),
    ...roomSettingsHandlers(services),
    ...doorHandlers(services),
    ...peopleHandlers(services),
    ...roomLifeHandlers(services),
    ...spaceHandlers(services),
    ...messageHandlers(services),
    ...notificationHandlers(services),
    ...draftHandlers(services),
    ...spellingHandlers(services),
    ...scheduledHandlers(services),
    ...mediaHandlers(services),
    ...searchHandlers(services),
    ...conversationHandlers(services),
    ...timelineHandlers(services),
    ...appHandlers(services),
    ...identityHandlers(services),
    ...verificationHandlers(services),
    ...trustHandlers(services),
    ...deviceHandlers(services),
    ...backupHandlers(services),
    ...keyFileHandlers(services),
    ...repairHandlers(services),
    ...optionHandlers(services),
  };
  return handlers satisfies { [N in keyof typeof handlers]: N extends keyof Handlers ? Handlers[N] : never };
}
