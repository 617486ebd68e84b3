import './tokens.css';
import './base.css';

export { followTheme } from './theme.ts';
