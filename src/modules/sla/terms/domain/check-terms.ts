import { atMostItems, Checks, isUuid, numberFrom, textOf, type CheckCode, type Failure } from '#kernel';
import { SLA_METRICS } from '../../engine/domain/clock-types.js';
import {
  CREDIT_PERIODS,
  RECIPIENT_KINDS,
  ROLE_REACHES,
  TERMS_PRIORITIES,
  type CreditTerms,
  type EscalationStep,
  type Recipient,
  type TermsContent,
  type TermsTarget,
  type WarningStep,
} from './terms-content.js';
import {
  type CalendarBasis,
  CALENDAR_COMBINATIONS,
  CALENDAR_SOURCE_KINDS,
} from '../../calendars/domain/calendar-basis.js';

/** Codes of what a draft may not be; whether it may be published is another question. */
export type ContentCode =
  CheckCode | 'NO_TARGETS' | 'DUPLICATE_ITEM' | 'ONE_CALENDAR_ONLY' | 'CALENDARS_TO_COMBINE' | 'ONE_OF';

type Found = Failure<ContentCode>[];

export const TERMS_LIMITS = { code: textOf(60), name: textOf(120), tier: textOf(40) } as const;

/** What is due later has no due time. */
const TEN_YEARS = 10 * 366 * 86_400;
export const CONTENT_LIMITS = {
  targets: atMostItems(40),
  sources: atMostItems(20),
  steps: atMostItems(40),
  recipients: atMostItems(20),
  rules: atMostItems(60),
  seconds: numberFrom(1, TEN_YEARS),
  secondsAfter: numberFrom(0, TEN_YEARS),
  role: textOf(60),
} as const;

const PERCENT = /^(?!0+(\.0+)?$)(\d{1,2}(\.\d{1,4})?|100(\.0{1,4})?)$/;

/** Everything about the form of terms that cannot be kept, field by field. Credits must be in a currency in use `today`. */
export function contentFailures(content: TermsContent, today: string): Failure<ContentCode>[] {
  return [
    ...basisFailures(content.basis),
    ...targetFailures(content.targets, content.pausingMetrics),
    ...stepFailures('warnings', content.warnings, (path, step) => warningFailures(path, step)),
    ...stepFailures('escalations', content.escalations, (path, { secondsAfter }) =>
      checked((c) => c.integer(`${path}.secondsAfter`, secondsAfter, CONTENT_LIMITS.secondsAfter)),
    ),
    ...creditFailures(content.credits, today),
  ];
}

function basisFailures({ combination, sources }: CalendarBasis): Found {
  const path = 'basis.sources';
  const found: Found = checked((c) =>
    c.oneOf('basis.combination', combination, CALENDAR_COMBINATIONS).atMost(path, sources, CONTENT_LIMITS.sources),
  );
  if (combination === 'ONE' && sources.length !== 1) found.push({ code: 'ONE_CALENDAR_ONLY', field: path });
  if (combination !== 'ONE' && sources.length < 2) found.push({ code: 'CALENDARS_TO_COMBINE', field: path });
  const seen = new Map<string, number>();
  sources.slice(0, CONTENT_LIMITS.sources.maxItems).forEach((source, i) => {
    found.push(
      ...checked((c) => {
        c.oneOf(`${path}.${i}.kind`, source.kind, CALENDAR_SOURCE_KINDS);
        if (source.kind === 'CALENDAR' && !isUuid(source.calendarId)) c.required(`${path}.${i}.calendarId`, null);
      }),
    );
    const key = JSON.stringify([
      source.kind,
      'calendarId' in source && source.calendarId,
      'officeId' in source && source.officeId,
    ]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, i);
    else found.push({ code: 'DUPLICATE_ITEM', field: `${path}.${i}`, params: { item: `${path}.${first}` } });
  });
  return found;
}

function targetFailures(targets: readonly TermsTarget[], pausingMetrics: readonly string[]): Found {
  if (targets.length === 0) return [{ code: 'NO_TARGETS', field: 'targets' }];
  const found: Found = checked((c) => {
    c.atMost('targets', targets, CONTENT_LIMITS.targets).atMost('pausingMetrics', pausingMetrics, SLA_METRICS.length);
    targets.slice(0, CONTENT_LIMITS.targets.maxItems).forEach(({ metric, priority, seconds }, i) => {
      c.oneOf(`targets.${i}.metric`, metric, SLA_METRICS)
        .oneOf(`targets.${i}.priority`, priority, TERMS_PRIORITIES)
        .integer(`targets.${i}.seconds`, seconds, CONTENT_LIMITS.seconds);
    });
    pausingMetrics
      .slice(0, SLA_METRICS.length)
      .forEach((metric, i) => c.oneOf(`pausingMetrics.${i}`, metric, SLA_METRICS));
  });
  const seen = new Set<string>();
  targets.slice(0, CONTENT_LIMITS.targets.maxItems).forEach(({ metric, priority }, i) => {
    const item = `${metric} ${priority}`;
    if (seen.has(item)) found.push({ code: 'DUPLICATE_ITEM', field: `targets.${i}`, params: { item } });
    seen.add(item);
  });
  return found;
}

function stepFailures<S extends WarningStep | EscalationStep>(
  field: string,
  steps: readonly S[],
  own: (path: string, step: S) => Found,
): Found {
  const found: Found = checked((c) => c.atMost(field, steps, CONTENT_LIMITS.steps));
  steps.slice(0, CONTENT_LIMITS.steps.maxItems).forEach((step, i) => {
    const path = `${field}.${i}`;
    found.push(...checked((c) => c.oneOf(`${path}.metric`, step.metric, SLA_METRICS)));
    found.push(...own(path, step), ...recipientFailures(`${path}.recipients`, step.recipients));
  });
  return found;
}

function warningFailures(path: string, { sharePercent, secondsBefore }: WarningStep): Found {
  if ((sharePercent === null) === (secondsBefore === null))
    return [{ code: 'ONE_OF', field: path, params: { fields: 'sharePercent, secondsBefore' } }];
  return checked((c) =>
    c
      .integer(`${path}.sharePercent`, sharePercent, { min: 1, max: 1_000 })
      .integer(`${path}.secondsBefore`, secondsBefore, CONTENT_LIMITS.seconds),
  );
}

function recipientFailures(path: string, recipients: readonly Recipient[]): Found {
  if (recipients.length === 0) return [{ code: 'REQUIRED', field: path }];
  return checked((c) => {
    c.atMost(path, recipients, CONTENT_LIMITS.recipients);
    recipients.slice(0, CONTENT_LIMITS.recipients.maxItems).forEach((recipient, i) => {
      c.oneOf(`${path}.${i}.kind`, recipient.kind, RECIPIENT_KINDS);
      if (recipient.kind === 'ROLE')
        c.text(`${path}.${i}.role`, recipient.role, CONTENT_LIMITS.role).oneOf(
          `${path}.${i}.of`,
          recipient.of,
          ROLE_REACHES,
        );
      if (recipient.kind === 'EMPLOYEE' && !isUuid(recipient.employeeId)) c.required(`${path}.${i}.employeeId`, null);
    });
  });
}

function creditFailures(credits: CreditTerms | null, today: string): Found {
  if (credits === null) return [];
  const { currency, fee, period, capPercent, capAmount, rules } = credits;
  const found: Found = checked((c) => {
    c.currency('credits.currency', currency, { from: today, to: '9999-12-31' }).oneOf(
      'credits.period',
      period,
      CREDIT_PERIODS,
    );
    c.amount('credits.fee', fee, currency, { sign: 'POSITIVE' });
    c.amount('credits.capAmount', capAmount, currency, { sign: 'POSITIVE' });
    percentage(c, 'credits.capPercent', capPercent);
    c.atMost('credits.rules', rules, CONTENT_LIMITS.rules);
  });
  if (rules.length === 0) found.push({ code: 'REQUIRED', field: 'credits.rules' });
  rules.slice(0, CONTENT_LIMITS.rules.maxItems).forEach((rule, i) => {
    const path = `credits.rules.${i}`;
    if ((rule.percent === null) === (rule.amount === null))
      found.push({ code: 'ONE_OF', field: path, params: { fields: 'percent, amount' } });
    found.push(
      ...checked((c) => {
        c.oneOf(`${path}.metric`, rule.metric, SLA_METRICS).oneOf(`${path}.priority`, rule.priority, TERMS_PRIORITIES);
        percentage(c, `${path}.percent`, rule.percent);
        c.amount(`${path}.amount`, rule.amount, currency, { sign: 'POSITIVE' });
      }),
    );
  });
  return found;
}

function percentage(checks: Checks, field: string, value: string | null): void {
  checks.pattern(field, value, PERCENT, 'a percentage above zero and at most 100, such as 2.5');
}

function checked(look: (checks: Checks) => unknown): Found {
  const checks = new Checks();
  look(checks);
  return [...(checks.err()?.failures ?? [])];
}
