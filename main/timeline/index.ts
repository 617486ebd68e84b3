export { buildTimeline } from './builder.ts';
export { TimelineController } from './controller.ts';
export { kindOf } from './kind.ts';
export { NameBook } from './name-book.ts';
export { cleanName, judgedNames, namesOf, plainName } from './names.ts';
export { replyTargetOf } from './relations.ts';
export { Faces } from './faces.ts';
export { reactorsOf, shownMessage, versionsOf } from './versions.ts';
export type { LocalEcho, MediaSource, MediaUrlOf, Profile, ThreadFacts, TimelineInput, TimelineOptions } from './types.ts';
