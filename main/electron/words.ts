/** The few words that the OS shows for us. The page has its own (`renderer/text`). */
const fr = {
  file: 'Fichier',
  edit: 'Édition',
  view: 'Affichage',
  window: 'Fenêtre',
  about: (name: string) => `À propos de ${name}`,
  services: 'Services',
  hide: (name: string) => `Masquer ${name}`,
  hideOthers: 'Masquer les autres',
  unhide: 'Tout afficher',
  open: (name: string) => `Ouvrir ${name}`,
  close: 'Fermer la fenêtre',
  quit: (name: string) => `Quitter ${name}`,
  undo: 'Annuler',
  redo: 'Rétablir',
  cut: 'Couper',
  copy: 'Copier',
  paste: 'Coller',
  pasteText: 'Coller sans la mise en forme',
  selectAll: 'Tout sélectionner',
  actualSize: 'Taille réelle',
  zoomIn: 'Agrandir',
  zoomOut: 'Réduire',
  fullScreen: 'Plein écran',
  minimise: 'Réduire la fenêtre',
  reload: 'Recharger',
  devTools: 'Outils de développement',
  unread: (count: number) => (count > 1 ? `${count} messages non lus` : `${count} message non lu`),
  startFailed: 'L’application n’a pas pu démarrer',
  startFailedHelp: (logs: string) =>
    `Aucune donnée n’a été supprimée. Relancez l’application\u00A0; si cela se répète, transmettez le journal à l’assistance. Il se trouve dans ${logs}.`,
};

export type Words = typeof fr;

const en: Words = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  about: (name) => `About ${name}`,
  services: 'Services',
  hide: (name) => `Hide ${name}`,
  hideOthers: 'Hide Others',
  unhide: 'Show All',
  open: (name) => `Open ${name}`,
  close: 'Close Window',
  quit: (name) => `Quit ${name}`,
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  pasteText: 'Paste Without Formatting',
  selectAll: 'Select All',
  actualSize: 'Actual Size',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  fullScreen: 'Full Screen',
  minimise: 'Minimise',
  reload: 'Reload',
  devTools: 'Developer Tools',
  unread: (count) => (count > 1 ? `${count} unread messages` : `${count} unread message`),
  startFailed: 'The application could not start',
  startFailedHelp: (logs) =>
    `No data was deleted. Start the application again; if this happens again, send the log to support. It is in ${logs}.`,
};

/** The words for a choice of the agent; `system` takes French unless the OS speaks English (as the page does). */
export function wordsFor(language: 'system' | 'fr' | 'en', locale: string): Words {
  const english = language === 'en' || (language === 'system' && locale.toLowerCase().startsWith('en'));
  return english ? en : fr;
}
