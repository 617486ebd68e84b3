/**
 * What an agent writes, as the editor holds it (the JSON of a ProseMirror document with the schema of
 * `view/composer/editor`). Lines are paragraphs: between two of them stands one line break, and an empty
 * one is an empty line.
 */
export type Mark =
  | { type: 'strong' | 'em' | 'underline' | 'strike' | 'code' }
  | { type: 'link'; attrs: { href: string } }
  | { type: 'spoiler'; attrs: { reason: string } };

export type Text = { type: 'text'; text: string; marks?: Mark[] };
/** `ref`: a user id, a room id or alias, or `@room`. `label` is what is shown, sign included. `via`: a server that knows the room, or empty. */
export type Mention = { type: 'mention'; attrs: { ref: string; label: string; via: string }; marks?: Mark[] };
export type Inline = Text | Mention;

export type Paragraph = { type: 'paragraph'; content?: Inline[] };
/** `language` is a word of `class="language-..."`, or empty. */
export type CodeBlock = { type: 'code_block'; attrs: { language: string }; content?: { type: 'text'; text: string }[] };
export type Quote = { type: 'blockquote'; content: Block[] };
export type ListItem = { type: 'list_item'; content: [Paragraph, ...Block[]] };
export type BulletList = { type: 'bullet_list'; content: ListItem[] };
export type OrderedList = { type: 'ordered_list'; attrs: { order: number }; content: ListItem[] };
export type Block = Paragraph | CodeBlock | Quote | BulletList | OrderedList;
export type Document = { type: 'doc'; content: Block[] };

/** Order of marks from the outside in: the same marks always nest alike. */
export const markOrder = ['link', 'spoiler', 'strong', 'em', 'underline', 'strike', 'code'] as const;

/** Lists and quotes inside one another: deeper ones are flattened. */
export const maxDepth = 8;

export const everybody = '@room';
export const languagePattern = /^[a-z0-9+#.-]{1,32}$/iu;

/** A mention of all who are in the room. */
export const everybodyMention = (): Mention => ({ type: 'mention', attrs: { ref: everybody, label: everybody, via: '' } });

/** A document of these lines, without any format. */
export const plainDocument = (text: string): Document => ({
  type: 'doc',
  content: text.split('\n').map((line) => ({ type: 'paragraph', ...(line === '' ? {} : { content: [{ type: 'text', text: line }] }) })),
});
