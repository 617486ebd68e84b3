import { onDestroy, untrack } from 'svelte';
import type { AccountId, RoomSummary } from '../../../preload/contract/index.ts';
import { Completion, inserted, mayCommand, type Option } from '../../model/index.ts';
import { emojiOf, loadEmoji, t } from '../../text/index.ts';
import { getAppContext } from '../index.ts';
import type { Editor, Trigger } from './editor/index.ts';

/** What may be meant by the words at the caret, and what keys and the pointer choose of it. Made by the field's screen. */
export class Suggesting {
  /** What stands at the caret; null where it asks for nothing. */
  trigger = $state.raw<Trigger | null>(null);
  readonly completion: Completion;
  /** Where the agent has her account. */
  readonly #server: () => string;
  readonly #editor: () => Editor | null;

  constructor(accountId: AccountId, room: () => RoomSummary, editor: () => Editor | null) {
    const { app, client } = getAppContext();
    const ownUserId = () => app.userIdOf(accountId);
    this.#server = () => ownUserId()?.replace(/^[^:]*:/u, '') ?? '';
    this.#editor = editor;
    this.completion = new Completion({
      client,
      accountId,
      roomId: room().roomId,
      ownUserId,
      rooms: () => app.roomsOf(accountId).rooms,
      canNotifyRoom: () => room().canNotifyRoom,
      canCommand: (name) => mayCommand(room(), name),
      commandWords: (name) => t().composer.commands[name].words,
    });
    onDestroy(() => this.completion.close());
    // A short name that is whole becomes its emoji.
    $effect(() => {
      const asked = this.trigger;
      untrack(() => this.completion.ask(asked));
      if (asked?.kind === 'emoji' && asked.query.endsWith(':')) void this.#takeEmoji(asked);
    });
  }

  choose(option: Option): void {
    this.#editor()?.insert(inserted(option, this.#server()), this.trigger);
  }

  /** What a key does in the list; false leaves it to the field. */
  onkey(event: KeyboardEvent): boolean {
    const { completion } = this;
    const option = completion.current;
    if (option === null) return false;
    if (event.key === 'ArrowDown') return (completion.move(1), true);
    if (event.key === 'ArrowUp') return (completion.move(-1), true);
    if (event.key === 'Escape') return (event.stopPropagation(), completion.dismiss(), true);
    const picks = event.key === 'Tab' || (event.key === 'Enter' && completion.picks);
    return picks && !event.shiftKey ? (this.choose(option), true) : false;
  }

  async #takeEmoji(asked: Trigger): Promise<void> {
    const emoji = emojiOf(await loadEmoji(), asked.query.slice(0, -1));
    if (emoji !== null && this.trigger === asked) this.#editor()?.insert(emoji.unicode, asked);
  }
}
