import { canonicalZone, WEEKDAYS } from '#kernel/calendar';
import { PRIORITIES, SLA_METRICS, type Priority, type SlaMetric } from '#modules/vocabulary';
import { type Shape } from './shape.js';
import { readDate } from './common-mapping.js';

/** Hours on which the proposed terms run. */
export interface ProposedCalendar {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  /** Open around the clock; else by `weekly`. */
  readonly always: boolean;
  readonly weekly: readonly {
    readonly day: (typeof WEEKDAYS)[number];
    readonly open: string;
    readonly close: string;
  }[];
}

/** SLA terms that a mapping proposes for what it imports. */
export interface SlaProposal {
  readonly code: string;
  readonly name: string;
  /** YYYY-MM-DD; requests created from the beginning of that day (UTC) on are under them. */
  readonly effectiveFrom: string;
  readonly calendar: ProposedCalendar;
  readonly pausing: readonly SlaMetric[];
  readonly targets: readonly {
    readonly metric: SlaMetric;
    readonly priority: Priority;
    readonly seconds: number;
  }[];
}

const CODE = /^[A-Z0-9][A-Z0-9._-]{0,39}$/;
const readCode = (shape: Shape): string =>
  shape.checked((checks, field, value) =>
    checks.pattern(field, value, CODE, 'at most 40 capital letters, digits, dots and hyphens'),
  );
const readTime = (shape: Shape): string =>
  shape.checked((checks, field, value) =>
    checks.pattern(field, value, /^([01]\d|2[0-4]):[0-5]\d$/, 'HH:MM from 00:00 to 24:00'),
  );

export function readSlaProposal(shape: Shape): SlaProposal {
  const sla = shape.object('code', 'name', 'effectiveFrom', 'calendar', 'pausing', 'targets');
  const calendar = sla.calendar.object('code', 'name', 'zone', 'always', 'weekly');
  const always = calendar.always.absent ? false : calendar.always.isTrue();
  return {
    code: readCode(sla.code),
    name: sla.name.text(120),
    effectiveFrom: readDate(sla.effectiveFrom),
    calendar: {
      code: readCode(calendar.code),
      name: calendar.name.text(120),
      zone: calendar.zone.checked((checks, field, value) => checks.timeZone(field, value), canonicalZone),
      always,
      weekly: always
        ? []
        : calendar.weekly.list((each) => {
            const hours = each.object('day', 'open', 'close');
            return { day: hours.day.oneOf(WEEKDAYS), open: readTime(hours.open), close: readTime(hours.close) };
          }),
    },
    pausing: sla.pausing.list((each) => each.oneOf(SLA_METRICS), 0),
    targets: sla.targets.list((each) => {
      const target = each.object('metric', 'priority', 'seconds');
      return {
        metric: target.metric.oneOf(SLA_METRICS),
        priority: target.priority.oneOf(PRIORITIES),
        seconds: target.seconds.integer(1, 316_224_000),
      };
    }),
  };
}
