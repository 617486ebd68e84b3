import type { MenuItemConstructorOptions, WebContents } from 'electron';
import type { Electron } from '../modules.ts';
import type { Words } from '../words.ts';

export interface MenuOptions {
  name: string;
  words: Words;
  platform: NodeJS.Platform;
  devTools: boolean;
}

/** The menu bar. On Windows and Linux it is hidden until Alt; its shortcuts always work. */
export function setMenu(electron: Pick<Electron, 'Menu'>, options: MenuOptions): void {
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menuTemplate(options)));
}

function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { words } = options;
  const mac = options.platform === 'darwin';
  return [
    ...(mac ? [appMenu(options)] : []),
    { label: words.file, submenu: [{ role: 'close', label: words.close }, ...(mac ? [] : [quit(options)])] },
    { label: words.edit, submenu: editMenu(words) },
    { label: words.view, submenu: viewMenu(options) },
    { role: 'windowMenu', label: words.window, submenu: [{ role: 'minimize', label: words.minimise }] },
  ];
}

const quit = ({ name, words }: MenuOptions): MenuItemConstructorOptions => ({ role: 'quit', label: words.quit(name) });

const appMenu = (options: MenuOptions): MenuItemConstructorOptions => ({
  role: 'appMenu',
  label: options.name,
  submenu: [
    { role: 'about', label: options.words.about(options.name) },
    { type: 'separator' },
    { role: 'services', label: options.words.services },
    { type: 'separator' },
    { role: 'hide', label: options.words.hide(options.name) },
    { role: 'hideOthers', label: options.words.hideOthers },
    { role: 'unhide', label: options.words.unhide },
    { type: 'separator' },
    quit(options),
  ],
});

const editMenu = (words: Words): MenuItemConstructorOptions[] => [
  { role: 'undo', label: words.undo },
  { role: 'redo', label: words.redo },
  { type: 'separator' },
  { role: 'cut', label: words.cut },
  { role: 'copy', label: words.copy },
  { role: 'paste', label: words.paste },
  { role: 'pasteAndMatchStyle', label: words.pasteText },
  { role: 'selectAll', label: words.selectAll },
];

function viewMenu({ words, devTools }: MenuOptions): MenuItemConstructorOptions[] {
  const developer: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload', label: words.reload },
    { role: 'toggleDevTools', label: words.devTools },
  ];
  return [
    { role: 'resetZoom', label: words.actualSize },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: words.fullScreen },
    ...(devTools ? developer : []),
  ];
}

/** The menu of the right button: what can be done with the text there, and nothing where there is none. */
export function setContextMenu(electron: Pick<Electron, 'Menu'>, contents: WebContents, words: () => Words): void {
  contents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    const w = words();
    const editing: MenuItemConstructorOptions[] = [
      { role: 'cut', label: w.cut, enabled: editFlags.canCut },
      { role: 'copy', label: w.copy, enabled: editFlags.canCopy },
      { role: 'paste', label: w.paste, enabled: editFlags.canPaste },
    ];
    const reading: MenuItemConstructorOptions[] = selectionText === '' ? [] : [{ role: 'copy', label: w.copy }];
    const template = isEditable ? editing : reading;
    if (template.length > 0) electron.Menu.buildFromTemplate(template).popup();
  });
}
