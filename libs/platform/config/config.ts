import { TrustedProxies } from '#platform/http';
import {
  choice,
  integer,
  optionalSecret,
  optionalText,
  parsed,
  readSettings,
  secret,
  text,
  type SettingsGroup,
} from './settings.js';

/** All settings of the system. Nothing else reads `process.env`. */
export const SETTINGS = {
  database: {
    title: 'PostgreSQL',
    settings: {
      DATABASE_URL: text({
        description: 'PostgreSQL 15 or later: postgres://user:password@host:port/database.',
        example: 'postgres://meridian:change-me@localhost:5432/meridian',
      }),
      DATABASE_STATEMENT_SECONDS: integer({
        description: 'Longest time that a statement of the API may take, in seconds; jobs and imports have no limit.',
        fallback: 15,
        min: 1,
        max: 3600,
      }),
      DATABASE_POOL_SIZE: integer({
        description: 'Connections per process for the application.',
        fallback: 20,
        min: 2,
        max: 500,
      }),
    },
  },
  queue: {
    title: 'Background jobs',
    settings: {
      REDIS_URL: optionalText({
        description: 'Redis 7 or Valkey for the job queue; without it the queue lives in PostgreSQL.',
        example: 'redis://localhost:6379',
      }),
      QUEUE_PREFIX: text({
        description: 'Name space of the queue; two systems on one Redis need two.',
        fallback: 'meridian',
      }),
      QUEUE_POOL_SIZE: integer({
        description: 'Connections per process for the queue in PostgreSQL.',
        fallback: 10,
        min: 2,
        max: 200,
      }),
    },
  },
  http: {
    title: 'HTTP',
    settings: {
      PORT: integer({ description: 'Port of the API.', fallback: 4000, min: 0, max: 65535 }),
      HOST: text({ description: 'Address the API and the worker listen on.', fallback: '127.0.0.1' }),
      TRUSTED_PROXIES: parsed({
        description:
          'Proxies whose X-Forwarded-For and X-Request-Id are believed: addresses, networks such as 10.1.0.0/16, or loopback, linklocal, uniquelocal (private networks) and none, with commas between them.',
        fallback: 'loopback',
        parse: (value) => new TrustedProxies(value),
      }),
      CORS_ORIGINS: optionalText({
        description: 'Web front ends that may call the API from a browser: their origins, with commas between them.',
        example: 'https://meridian.example,https://portal.meridian.example',
      }),
      EXPLORER: choice<'auto' | 'on' | 'demo' | 'off'>(['auto', 'on', 'demo', 'off'], {
        description:
          'Explorer page at /graphql for browsers: on, off, demo (on, with the sign-in of a demo account), or auto, which is off when NODE_ENV is production and demo otherwise.',
        fallback: 'auto',
      }),
      METRICS_TOKEN: optionalSecret({
        description:
          'Token for /metrics, sent as Authorization: Bearer; at least 16 characters. Without it the page answers to clients on the same machine only.',
        min: 16,
      }),
      WORKER_PORT: integer({
        description: 'Port of the health and metrics pages of the worker; 0 picks a free one.',
        fallback: 0,
        min: 0,
        max: 65535,
      }),
    },
  },
  limits: {
    title: 'Limits per caller',
    settings: {
      BUDGET_PER_EMPLOYEE: integer({
        description: 'Cost of all operations that one employee may send in a minute, to each node.',
        fallback: 3_000_000,
        min: 50_000,
        max: 1_000_000_000,
      }),
      BUDGET_PER_ADDRESS: integer({
        description:
          'Cost of all operations that may come from one address without a sign-in in a minute, to each node.',
        fallback: 600_000,
        min: 20_000,
        max: 1_000_000_000,
      }),
    },
  },
  access: {
    title: 'Signing in',
    settings: {
      MERIDIAN_SECRET: secret({
        description:
          'Key that signs and encrypts tokens, links and second factors; at least 32 random characters (openssl rand -hex 32), the same on every node.',
        min: 32,
        example: '',
      }),
      ACCESS_TOKEN_MINUTES: integer({
        description: 'Life of an access token in minutes.',
        fallback: 15,
        min: 1,
        max: 1440,
      }),
      REFRESH_TOKEN_DAYS: integer({ description: 'Life of a refresh token in days.', fallback: 30, min: 1, max: 365 }),
    },
  },
  files: {
    title: 'Files that people attach',
    settings: {
      FILES_MAX_MB: integer({ description: 'Largest file in MiB.', fallback: 25, min: 1, max: 2000 }),
      FILES_DIR: optionalText({
        description:
          'Folder they are kept in, the same for every process; defaults to the folder files of MERIDIAN_DATA. Not used with a bucket.',
        example: '/srv/meridian/files',
      }),
      FILES_S3_BUCKET: optionalText({
        description: 'Bucket of an object store that speaks S3; without it files are kept in a folder.',
        example: 'meridian-files',
      }),
      FILES_S3_PREFIX: text({ description: 'Put before the names of all objects.', fallback: 'attachments/' }),
      FILES_S3_REGION: text({ description: 'Region of the bucket.', fallback: 'eu-west-2' }),
      FILES_S3_ENDPOINT: optionalText({
        description: "Address of a store that is not Amazon's.",
        example: 'https://minio.example:9000',
      }),
      FILES_S3_KEY_ID: optionalText({
        description: 'Access key; without it what the machine has is used (environment, role).',
      }),
      FILES_S3_SECRET: optionalText({ description: 'Secret of the access key.' }),
    },
  },
  mail: {
    title: 'E-mail',
    settings: {
      SMTP_URL: optionalText({
        description:
          'Mail server: smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465; without it every message becomes a file in the folder mail of MERIDIAN_DATA.',
        example: 'smtp://meridian:change-me@mail.example:587',
        like: /^smtps?:\/\/([^\s@/]+@)?[^\s@/:]+(:\d{1,5})?\/?$/,
        expected: 'an address such as smtp://user:password@host:587, with what is special in it percent-encoded',
      }),
      MAIL_FROM: text({
        description: 'Sender of all messages.',
        fallback: 'Meridian <meridian@localhost>',
        like: /^([^<>"\r\n,;]{1,100} <[^\s@<>",;]+@[^\s@<>",;]+>|[^\s@<>",;]+@[^\s@<>",;]+)$/,
        expected: 'an address such as Meridian <service@meridian.example>',
      }),
      MAIL_LINK: optionalText({
        description:
          'Address that links in messages lead to; {id} stands for the global id of what they are about. Without it messages carry no links.',
        example: 'https://meridian.example/open/{id}',
        like: /^https?:\/\/[^\s"<>]*\{id\}[^\s"<>]*$/,
        expected: 'an address such as https://meridian.example/open/{id}',
      }),
    },
  },
  notifications: {
    title: 'Notifications',
    settings: {
      FALLBACK_ROLE: text({
        description:
          'Key of the role whose holders, in the office concerned or else in the lead office of its region, get what would reach no one: SLA warnings and escalations, messages of customers that no one is assigned to, reminders for people who have left.',
        fallback: 'regional-manager',
      }),
    },
  },
  rates: {
    title: 'Exchange rates',
    settings: {
      RATE_MAX_AGE_DAYS: integer({
        description:
          'How many days old an exchange rate may be at the end of the month that it is used for; older ones still count, and are reported as too old.',
        fallback: 45,
        min: 1,
        max: 3660,
      }),
    },
  },
  sla: {
    title: 'SLA',
    settings: {
      SLA_PROOF_KEY: optionalText({
        description:
          'Private key that signs SLA proofs: Ed25519 in PEM (openssl genpkey -algorithm ed25519), line breaks written as \\n; without it one is derived from MERIDIAN_SECRET.',
        example: '-----BEGIN PRIVATE KEY-----\\n…\\n-----END PRIVATE KEY-----',
        like: /^-----BEGIN PRIVATE KEY-----(\n|\\n)[A-Za-z0-9+/=\n\\]+-----END PRIVATE KEY-----(\n|\\n)?$/,
        expected: 'an Ed25519 private key in PEM (PKCS 8)',
      }),
    },
  },
  logs: {
    title: 'Logs',
    settings: {
      LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        description: 'Least severe level that is written: fatal, error, warn, info, debug, trace or silent.',
        fallback: 'info',
      }),
    },
  },
  process: {
    title: 'Process',
    settings: {
      MERIDIAN_DATA: text({
        description: 'Folder for files the system keeps, such as reject files of imports.',
        fallback: '.meridian',
      }),
      NODE_ENV: text({ description: 'production for real systems.', fallback: 'development' }),
      MERIDIAN_PARENT_PIPE: optionalText({
        description: 'Set by `npm start`: the process ends when its standard input closes.',
      }),
    },
  },
} as const satisfies Record<string, SettingsGroup>;

export type Config = ReturnType<typeof loadConfig>;

/** Whether browsers get the explorer, and whether it knows the demo accounts. */
export function explorerOf(config: Config): 'on' | 'demo' | 'off' {
  const { EXPLORER } = config.http;
  if (EXPLORER !== 'auto') return EXPLORER;
  return config.process.NODE_ENV === 'production' ? 'off' : 'demo';
}

/** Reads all settings; throws a ConfigError that names every one that is wrong. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  return readSettings(SETTINGS, env);
}
