import type { createLowlight } from 'lowlight';

/** Longer code stays plain: what somebody sends must not keep the page busy. */
const longest = 20_000;

/** What a piece of code is, for its colour; null: nothing special. */
type CodeKind = 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'type' | 'added' | 'removed';
export type CodePiece = { text: string; kind: CodeKind | null };
/** The pieces of a text of code, which together are that text; null where the language is not known, or there is too much. */
export type Highlighter = (text: string, language: string) => CodePiece[] | null;

/** Classes of highlight.js by what they are to the eye. */
const kinds: { [scope: string]: CodeKind } = {
  keyword: 'keyword',
  literal: 'keyword',
  'selector-tag': 'keyword',
  tag: 'keyword',
  string: 'string',
  regexp: 'string',
  'meta-string': 'string',
  number: 'number',
  symbol: 'number',
  comment: 'comment',
  quote: 'comment',
  meta: 'comment',
  title: 'name',
  section: 'name',
  name: 'name',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  type: 'type',
  built_in: 'type',
  class: 'type',
  'template-variable': 'type',
  addition: 'added',
  deletion: 'removed',
};

const kindOf = (className: unknown): CodeKind | null => {
  const scopes = Array.isArray(className) ? className.map(String) : [];
  return scopes.map((scope) => kinds[scope.replace(/^hljs-/u, '')]).find((kind) => kind !== undefined) ?? null;
};

/** What lowlight makes of a text. */
type Nodes = ReturnType<ReturnType<typeof createLowlight>['highlight']>['children'];

function flatten(nodes: Nodes, kind: CodeKind | null, into: CodePiece[]): CodePiece[] {
  for (const node of nodes) {
    if (node.type === 'text') into.push({ text: node.value, kind });
    if (node.type === 'element') flatten(node.children, kindOf(node.properties['className']) ?? kind, into);
  }
  return into;
}

let loading: Promise<Highlighter> | null = null;
let loaded: Highlighter | null = null;

/** The highlighter where it is here already. */
export const highlighter = (): Highlighter | null => loaded;

/** Reads the grammars from disk, once. */
export const loadHighlighter = (): Promise<Highlighter> => (loading ??= load());

async function load(): Promise<Highlighter> {
  const { createLowlight, common } = await import('lowlight');
  const lowlight = createLowlight(common);
  loaded = (text, language) => {
    const name = language.toLowerCase();
    if (text.length > longest || !lowlight.registered(name)) return null;
    try {
      return flatten(lowlight.highlight(name, text).children, null, []);
    } catch {
      // Nested more deeply than the grammars can follow: made to break them.
      return null;
    }
  };
  return loaded;
}
