import { pino, type Logger } from 'pino';

export type { Logger };

/** Personal data and secrets that must not reach a log line, wherever a caller may put them. */
const REDACTED = ['password', 'email', 'name', 'phone', 'address', 'authorization', 'cookie', 'token', 'secret'].flatMap((field) => [field, `*.${field}`]);

/** The process's logger: JSON lines on stdout. */
export const createLog = (options: { name: string; level: string }): Logger =>
  pino({ name: options.name, level: options.level, redact: { paths: REDACTED, censor: '[redacted]' } });

/** A logger that says nothing. */
export const silentLog: Logger = pino({ level: 'silent' });
