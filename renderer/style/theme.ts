/** What the agent chose; `system` follows the OS, its contrast preference included. */
export type ThemeChoice = 'system' | 'light' | 'dark' | 'contrast';
/** What is drawn: the value of `data-theme` on the root. */
export type ThemeName = 'light' | 'dark' | 'contrast' | 'contrast-dark';

/** What the OS asks for. */
export type SystemLook = { dark: boolean; contrast: boolean };

/** The theme to draw for a choice on a system. High contrast keeps the light or dark of the system. */
export function themeFor(choice: ThemeChoice, system: SystemLook): ThemeName {
  const contrast = choice === 'contrast' || (choice === 'system' && system.contrast);
  const dark = choice === 'dark' || (choice !== 'light' && system.dark);
  if (contrast) return dark ? 'contrast-dark' : 'contrast';
  return dark ? 'dark' : 'light';
}

/** Draws a choice on the root and follows the OS until the returned function is called. */
export function followTheme(choice: ThemeChoice, page: Window = window): () => void {
  const dark = page.matchMedia('(prefers-color-scheme: dark)');
  const contrast = page.matchMedia('(prefers-contrast: more)');
  const apply = (): void => {
    page.document.documentElement.dataset['theme'] = themeFor(choice, { dark: dark.matches, contrast: contrast.matches });
  };
  apply();
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  return () => {
    dark.removeEventListener('change', apply);
    contrast.removeEventListener('change', apply);
  };
}
