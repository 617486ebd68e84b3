import './tokens.css';
import './base.css';
import './code.css';

export { followTheme } from './theme.ts';
