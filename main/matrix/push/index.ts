export { PushSettings } from './push-settings.ts';
