/** How many are remembered. */
const most = 24;

/** Emoji that were chosen of late, newest first, and the tone of skin. Of this run alone: nothing of it is kept on disk. */
class EmojiChoices {
  recent = $state.raw<readonly string[]>(['👍', '🙏', '😊', '😂', '❤️', '🎉', '👀', '✅']);
  /** 0: as drawn without one; 1 to 5: from light to dark. */
  tone = $state(0);

  chose(emoji: string): void {
    this.recent = [emoji, ...this.recent.filter((one) => one !== emoji)].slice(0, most);
  }
}

/** One for the window. */
export const emojiChoices = new EmojiChoices();
