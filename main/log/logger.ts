import { LogFile } from './log-file.ts';
import { redact, redactText } from './redact.ts';

export type Level = 'debug' | 'info' | 'warn' | 'error';
type Fields = Record<string, unknown>;

/** What rooms of main write to. Secrets are hidden by name and by form, but nobody should give them. */
export interface Logger {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  /** The same log under the name of a part: `sync`, `store`. */
  child(name: string): Logger;
}

/** A logger that keeps nothing. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};

const order: readonly Level[] = ['debug', 'info', 'warn', 'error'];

export type LoggerOptions = {
  /** Where each line goes, without its end. */
  write: (line: string) => void;
  /** The least that is written; `info` unless told. */
  level?: Level;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

/** A logger whose lines are `time level part message {fields}`. */
export function createLogger(options: LoggerOptions, part = 'app'): Logger {
  const least = order.indexOf(options.level ?? 'info');
  const at = (level: Level) => (message: string, fields?: Fields) => {
    if (order.indexOf(level) < least) return;
    const time = new Date((options.now ?? Date.now)()).toISOString();
    options.write(`${time} ${level} ${part} ${oneLine(redactText(message))}${fields ? ` ${JSON.stringify(redact(fields))}` : ''}`);
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (name) => createLogger(options, name),
  };
}

/** Text of a server or an agent cannot forge a second line. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** A logger into rotated files of `directory`: five of 2 MiB. `close` frees the file; later lines open it again. */
export function createFileLogger(
  directory: string,
  options: Omit<LoggerOptions, 'write'> & { maxBytes?: number; files?: number } = {},
): Logger & { close(): void } {
  const file = new LogFile({ directory, maxBytes: options.maxBytes ?? 2 * 1024 * 1024, files: options.files ?? 5 });
  return { ...createLogger({ ...options, write: (line) => file.append(line) }), close: () => file.close() };
}
