import type { MessageItem } from '../../../../preload/contract/index.ts';
import type { Track } from '../../../model/index.ts';
import type { Actions } from '../actions.svelte.ts';

/** What a message sounds like; null where it has no sound that can be had, or where the antivirus did not let it through. */
export function trackOf(item: MessageItem, actions: Actions): Track | null {
  const { content } = item;
  if (content.kind !== 'audio' || content.url === null) return null;
  const scan = actions.scan(item);
  if (scan !== null && scan.state !== 'clean') return null;
  const next = (): Track | null => {
    const following = content.voice === null ? null : actions.nextVoice(item);
    return following && trackOf(following, actions);
  };
  return { id: item.id, src: actions.mediaSource(content.url), durationMs: content.durationMs, next };
}

/** The voice message that is heard after another: the next one of those that are here, if nothing else was said between them. */
export function nextVoice(rows: readonly { type: string }[], item: MessageItem): MessageItem | null {
  const at = rows.findIndex((row) => isMessage(row) && row.id === item.id);
  const next = at < 0 ? undefined : rows.slice(at + 1).find(isMessage);
  return next?.content.kind === 'audio' && next.content.voice !== null ? next : null;
}

const isMessage = (row: { type: string }): row is MessageItem => row.type === 'message';
