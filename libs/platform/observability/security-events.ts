import { Inject, Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { LOGGER, type Logger } from './logger.js';
import { Metrics } from './metrics.js';

/** How an event is logged: `notice` for what was done, `warning` for what was refused or looks like an attack. */
interface Kind {
  readonly level: 'notice' | 'warning';
  /** Outsiders can cause any number of these: each is counted, but only some of each minute are logged. */
  readonly sampled?: true;
}

/** The security events that there are; docs/operations.md explains them to operators. */
export const SECURITY_EVENTS = {
  'signed-in': { level: 'notice' },
  'sign-in-failed': { level: 'warning', sampled: true },
  'sign-in-locked': { level: 'warning', sampled: true },
  'second-factor-failed': { level: 'warning', sampled: true },
  'session-ended': { level: 'notice' },
  'refresh-token-reused': { level: 'warning' },
  'access-refused': { level: 'warning', sampled: true },
  'credentials-refused': { level: 'warning', sampled: true },
  'api-token-created': { level: 'notice' },
  'api-token-revoked': { level: 'notice' },
  'password-changed': { level: 'notice' },
  'second-factor-changed': { level: 'notice' },
  'employee-access-changed': { level: 'notice' },
  'role-changed': { level: 'notice' },
} as const satisfies Record<string, Kind>;

export type SecurityEvent = keyof typeof SECURITY_EVENTS;

/** Who acted and from where; what is known of a request before its sender is known will do. */
export type SecurityContext = Pick<Ctx, 'requestId'> & Partial<Pick<Ctx, 'actor' | 'ip'>>;

/** Plain values that say more about an event: ids, names of things, reasons. Never a password, token or code. */
export type SecurityDetails = Readonly<
  Record<string, string | number | boolean | null | readonly string[] | undefined>
>;

/** Lines of one sampled kind that are logged within a minute. */
const LINES_A_MINUTE = 30;
const MINUTE_MS = 60_000;

interface Window {
  readonly since: number;
  lines: number;
  suppressed: number;
}

/**
 * The one way to note what matters to security: a log line with `security: true`, the name of the event, the actor, the
 * address and the request, and a counter of the metrics. Of sampled kinds the first 30 lines of each minute are written;
 * the next line says in `suppressed` how many were left out. The counter counts all.
 */
@Injectable()
export class SecurityEvents {
  private readonly windows = new Map<SecurityEvent, Window>();

  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  /** Call it once the event is certain: within a transaction through `afterCommit`. */
  record(event: SecurityEvent, ctx: SecurityContext, details: SecurityDetails = {}): void {
    const kind: Kind = SECURITY_EVENTS[event];
    this.metrics.securityEvents.inc({ event });
    const suppressed = kind.sampled ? this.sample(event) : 0;
    if (suppressed === undefined) return;
    const line = {
      security: true,
      event,
      actorId: ctx.actor?.id ?? null,
      credential: ctx.actor?.credential?.kind,
      ip: ctx.ip ?? null,
      requestId: ctx.requestId,
      ...details,
      ...(suppressed > 0 ? { suppressed } : {}),
    };
    if (kind.level === 'notice') this.logger.info(line, event);
    else this.logger.warn(line, event);
  }

  /** How many events were left out since the last line, or undefined when this one is to be left out. */
  private sample(event: SecurityEvent): number | undefined {
    const now = Date.now();
    let window = this.windows.get(event);
    let suppressed = 0;
    if (!window || now - window.since >= MINUTE_MS || now < window.since) {
      suppressed = window?.suppressed ?? 0;
      this.windows.set(event, (window = { since: now, lines: 0, suppressed: 0 }));
    }
    if (window.lines < LINES_A_MINUTE) {
      window.lines++;
      return suppressed;
    }
    window.suppressed++;
    return undefined;
  }
}
