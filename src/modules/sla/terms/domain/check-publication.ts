import { type Failure } from '#kernel';
import { SLA_METRICS, type SlaMetric } from '../../engine/domain/clock-types.js';
import {
  targetsFor,
  TERMS_PRIORITIES,
  type CreditTerms,
  type Recipient,
  type TermsContent,
  type TermsPriority,
  type WarningStep,
} from './terms-content.js';

export type PublicationErrorCode =
  | 'WARNING_NOT_BEFORE_DUE'
  | 'WARNING_BEFORE_START'
  | 'WARNINGS_FALL_TOGETHER'
  | 'ESCALATIONS_FALL_TOGETHER'
  | 'PERCENT_WITHOUT_FEE'
  | 'DUPLICATE_ITEM';
export type PublicationWarningCode =
  'LONGER_THAN_COMPLETION' | 'URGENT_TAKES_LONGER' | 'STEP_WITHOUT_TARGET' | 'CREDIT_WITHOUT_TARGET';

export interface Findings {
  /** What stands in the way of publishing. */
  readonly errors: readonly Failure<PublicationErrorCode>[];
  /** What is allowed, but hardly meant. */
  readonly warnings: readonly Failure<PublicationWarningCode>[];
}

interface Content extends Pick<TermsContent, 'targets' | 'warnings' | 'escalations' | 'credits'> {
  /** The only priority the terms are for, if they are filters to one. */
  readonly priority: TermsPriority | null;
}

/** What is wrong with terms that could be kept as a draft, all of it at once. */
export function findingsOf(content: Content): Findings {
  const targets = allTargets(content);
  return {
    errors: [
      ...warningErrors(content.warnings, targets),
      ...together(content.warnings, targets),
      ...escalationErrors(content),
      ...creditErrors(content.credits),
    ],
    warnings: [...targetWarnings(content, targets), ...stepWarnings(content, targets)],
  };
}

/** Everyone whom the steps name, with the path of the field. */
export function recipientsOf({
  warnings,
  escalations,
}: Pick<TermsContent, 'warnings' | 'escalations'>): { path: string; recipient: Recipient }[] {
  return Object.entries({ warnings, escalations }).flatMap(([field, steps]) =>
    steps.flatMap(({ recipients }, i) =>
      recipients.map((recipient, k) => ({ path: `${field}.${i}.recipients.${k}`, recipient })),
    ),
  );
}

/** Open seconds after its start at which a clock with that target warns. */
export function warningAt({ sharePercent, secondsBefore }: WarningStep, targetSeconds: number): number {
  return sharePercent === null
    ? targetSeconds - (secondsBefore ?? 0)
    : Math.floor((targetSeconds * sharePercent) / 100);
}

interface Target {
  readonly metric: SlaMetric;
  readonly priority: TermsPriority;
  readonly seconds: number;
}

/** What a clock of each metric and priority may take. */
function allTargets({ targets, priority }: Content): Target[] {
  return (priority === null ? TERMS_PRIORITIES : [priority]).flatMap((p) => {
    const seconds = targetsFor({ targets }, p);
    return SLA_METRICS.flatMap((metric) =>
      seconds[metric] === undefined ? [] : [{ metric, priority: p, seconds: seconds[metric] }],
    );
  });
}

const concerns = (metric: SlaMetric | null) => (target: Target) => metric === null || metric === target.metric;

function warningErrors(steps: readonly WarningStep[], targets: readonly Target[]): Failure<PublicationErrorCode>[] {
  return steps.flatMap<Failure<PublicationErrorCode>>((step, i) => {
    if (step.sharePercent !== null)
      return step.sharePercent < 100
        ? []
        : [
            {
              code: 'WARNING_NOT_BEFORE_DUE',
              field: `warnings.${i}.sharePercent`,
              params: { given: step.sharePercent },
            },
          ];
    const before = step.secondsBefore ?? 0;
    const shortest = shortestOf(targets.filter(concerns(step.metric)));
    if (!shortest || before < shortest.seconds) return [];
    const params = { given: before, metric: shortest.metric, priority: shortest.priority, seconds: shortest.seconds };
    return [{ code: 'WARNING_BEFORE_START', field: `warnings.${i}.secondsBefore`, params }];
  });
}

function together(steps: readonly WarningStep[], targets: readonly Target[]): Failure<PublicationErrorCode>[] {
  return steps.flatMap((step, i) => {
    for (const [k, other] of steps.slice(0, i).entries()) {
      const same = targets.find(
        (t) =>
          concerns(step.metric)(t) &&
          concerns(other.metric)(t) &&
          warningAt(step, t.seconds) === warningAt(other, t.seconds),
      );
      if (same)
        return [
          {
            code: 'WARNINGS_FALL_TOGETHER' as const,
            field: `warnings.${i}`,
            params: { other: k + 1, metric: same.metric, priority: same.priority },
          },
        ];
    }
    return [];
  });
}

function escalationErrors({ escalations }: Content): Failure<PublicationErrorCode>[] {
  return escalations.flatMap(({ metric, secondsAfter }, i) => {
    const k = escalations
      .slice(0, i)
      .findIndex(
        (o) => o.secondsAfter === secondsAfter && (o.metric === metric || o.metric === null || metric === null),
      );
    return k < 0
      ? []
      : [{ code: 'ESCALATIONS_FALL_TOGETHER' as const, field: `escalations.${i}`, params: { other: k + 1 } }];
  });
}

function creditErrors(credits: CreditTerms | null): Failure<PublicationErrorCode>[] {
  if (!credits) return [];
  const found: Failure<PublicationErrorCode>[] = [];
  const percents = credits.capPercent !== null || credits.rules.some((r) => r.percent !== null);
  if (percents && credits.fee === null) found.push({ code: 'PERCENT_WITHOUT_FEE', field: 'credits.fee' });
  credits.rules.forEach(({ metric, priority }, i) => {
    const k = credits.rules.slice(0, i).findIndex((o) => o.metric === metric && o.priority === priority);
    if (k >= 0)
      found.push({
        code: 'DUPLICATE_ITEM',
        field: `credits.rules.${i}`,
        params: { item: `credits.rules.${k}` },
      });
  });
  return found;
}

function targetWarnings(content: Content, targets: readonly Target[]): Failure<PublicationWarningCode>[] {
  const found: Failure<PublicationWarningCode>[] = [];
  const field = ({ metric, priority }: Target): string => {
    const own = content.targets.findIndex((t) => t.metric === metric && t.priority === priority);
    return `targets.${own >= 0 ? own : content.targets.findIndex((t) => t.metric === metric && t.priority === null)}`;
  };
  const said = new Set<string>();
  for (const target of targets) {
    const completion = targets.find((t) => t.metric === 'COMPLETION' && t.priority === target.priority);
    if (!completion || target.seconds <= completion.seconds || said.has(field(target))) continue;
    said.add(field(target));
    const { metric, priority, seconds } = target;
    const params = { metric, priority, seconds, completion: completion.seconds };
    found.push({ code: 'LONGER_THAN_COMPLETION', field: field(target), params });
  }
  for (const metric of SLA_METRICS) {
    const inOrder = targets.filter((t) => t.metric === metric);
    inOrder.forEach((less, i) => {
      const more = inOrder[i - 1];
      if (!more || more.seconds <= less.seconds) return;
      const params = { metric, urgent: more.priority, seconds: more.seconds, other: less.priority, less: less.seconds };
      found.push({ code: 'URGENT_TAKES_LONGER', field: field(more), params });
    });
  }
  return found;
}

/** Steps and credits for metrics or priorities that have no clock. */
function stepWarnings(content: Content, targets: readonly Target[]): Failure<PublicationWarningCode>[] {
  const steps = Object.entries({ warnings: content.warnings, escalations: content.escalations }).flatMap(
    ([field, list]) =>
      list.flatMap(({ metric }, i) =>
        targets.some(concerns(metric))
          ? []
          : [{ code: 'STEP_WITHOUT_TARGET' as const, field: `${field}.${i}`, params: { metric: metric ?? '' } }],
      ),
  );
  const credits = (content.credits?.rules ?? []).flatMap(({ metric, priority }, i) =>
    targets.some((t) => concerns(metric)(t) && (priority === null || priority === t.priority))
      ? []
      : [{ code: 'CREDIT_WITHOUT_TARGET' as const, field: `credits.rules.${i}` }],
  );
  return [...steps, ...credits];
}

function shortestOf(targets: readonly Target[]): Target | undefined {
  return targets.reduce<Target | undefined>((least, t) => (!least || t.seconds < least.seconds ? t : least), undefined);
}
