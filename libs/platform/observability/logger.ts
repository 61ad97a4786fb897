import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import { type Config } from '#platform/config';

export type { Logger };

/** Injection token of the process's logger. */
export const LOGGER = Symbol('logger');

const fields = new AsyncLocalStorage<Readonly<Record<string, unknown>>>();

/** Everything logged within `work` carries these fields (request id, job id), also by code that knows nothing of them. */
export function withLogFields<T>(more: Readonly<Record<string, unknown>>, work: () => T): T {
  return fields.run({ ...fields.getStore(), ...more }, work);
}

const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'newPassword',
  'currentPassword',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'MERIDIAN_SECRET',
  'DATABASE_URL',
  'REDIS_URL',
  'SMTP_URL',
];

/** JSON lines on standard output. Secrets are blanked at the top level and up to three levels down. */
export function createLogger(config: Config, service: string, destination?: DestinationStream): Logger {
  const options = {
    level: config.logs.LOG_LEVEL,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]),
      censor: '[secret]',
    },
    mixin: () => fields.getStore() ?? {},
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Lets Nest log through pino. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes the name of the class last, and for errors the stack before it. */
  private write(level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal', message: unknown, rest: unknown[]) {
    const source = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const stack = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
    if (message instanceof Error) this.logger[level]({ source, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) this.logger[level]({ source, stack, ...message });
    else this.logger[level]({ source, stack }, String(message));
  }
}
