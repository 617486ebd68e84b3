import './tokens.css';
import './base.css';

export { followTheme, themeFor, type ThemeChoice, type ThemeName } from './theme.ts';
