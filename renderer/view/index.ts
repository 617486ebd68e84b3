export { getAppContext, setAppContext, type AppContext, type MediaSource } from './context.ts';
