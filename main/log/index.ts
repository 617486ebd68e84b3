export { createFileLogger, createLogger, silentLogger, type Logger } from './logger.ts';
export { redact, redactText } from './redact.ts';
