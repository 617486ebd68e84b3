export { createFileLogger, createLogger, silentLogger, type Level, type Logger, type LoggerOptions } from './logger.ts';
export { redact, redactText } from './redact.ts';
