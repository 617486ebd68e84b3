export { OwnDevices } from './own-devices.ts';
