export { createEditor, type Editor, type EditorEvents } from './editor.ts';
export { type Format } from './format.ts';
export { type Misspelled } from './spelling.ts';
export { type Trigger } from './trigger.ts';
