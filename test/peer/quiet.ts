import { logger as globalLogger, type Logger } from 'matrix-js-sdk/lib/logger.js';

const nothing = () => undefined;
/** matrix-js-sdk logs a great deal; a test wants none of it. */
export const quiet: Logger = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing, getChild: () => quiet };
Object.assign(globalLogger, quiet, { log: nothing });
