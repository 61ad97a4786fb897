import { describe, expect, it } from 'vitest';
import { findingsOf, warningAt } from './check-publication.js';
import { type CreditTerms, type TermsContent, type TermsTarget, type WarningStep } from './terms-content.js';

const HOUR = 3_600;
const target = (
  metric: TermsTarget['metric'],
  hours: number,
  priority: TermsTarget['priority'] = null,
): TermsTarget => ({
  metric,
  priority,
  seconds: hours * HOUR,
});
const warn = (more: Partial<WarningStep>): WarningStep => ({
  metric: null,
  sharePercent: null,
  secondsBefore: null,
  recipients: [{ kind: 'ASSIGNEE' }],
  ...more,
});
const credits = (more: Partial<CreditTerms> = {}): CreditTerms => ({
  currency: 'GBP',
  fee: null,
  period: 'MONTH',
  capPercent: null,
  capAmount: null,
  rules: [{ metric: null, priority: null, percent: null, amount: '100.00' }],
  ...more,
});
const found = (more: Partial<TermsContent>, priority: 'HIGH' | null = null) => {
  const content = {
    targets: [target('COMPLETION', 8)],
    warnings: [],
    escalations: [],
    credits: null,
    ...more,
    priority,
  };
  const { errors, warnings } = findingsOf(content);
  const short = (list: typeof errors | typeof warnings) => list.map(({ code, field }) => `${code} ${field}`);
  return { errors: short(errors), warnings: short(warnings) };
};

describe('what stands in the way of publishing terms', () => {
  it('nothing does when all is well', () => {
    const content = {
      targets: [target('FIRST_RESPONSE', 1), target('COMPLETION', 8)],
      warnings: [warn({ sharePercent: 50 }), warn({ sharePercent: 99 }), warn({ secondsBefore: 600 })],
      escalations: [
        { metric: null, secondsAfter: 0, recipients: [] },
        { metric: null, secondsAfter: 1, recipients: [] },
      ],
      credits: credits({ fee: '1000', rules: [{ metric: null, priority: null, percent: '5', amount: null }] }),
    };
    expect(found(content)).toEqual({ errors: [], warnings: [] });
  });

  it('a warning at the due time or after it', () => {
    expect(found({ warnings: [warn({ sharePercent: 99 }), warn({ sharePercent: 100 })] }).errors).toEqual([
      'WARNING_NOT_BEFORE_DUE warnings.1.sharePercent',
    ]);
  });

  it('a warning as long before the due time as the shortest target it is for, or longer', () => {
    const targets = [target('FIRST_RESPONSE', 1, 'CRITICAL'), target('FIRST_RESPONSE', 4), target('COMPLETION', 8)];
    const at = (secondsBefore: number, metric: WarningStep['metric'] = null) =>
      found({ targets, warnings: [warn({ secondsBefore, metric })] }).errors;
    expect(at(HOUR)).toEqual(['WARNING_BEFORE_START warnings.0.secondsBefore']);
    expect(at(HOUR - 1)).toEqual([]);
    expect(at(HOUR, 'COMPLETION')).toEqual([]);
    expect(at(8 * HOUR, 'COMPLETION')).toEqual(['WARNING_BEFORE_START warnings.0.secondsBefore']);
  });

  it('terms for one priority are looked at for that one only', () => {
    const targets = [target('COMPLETION', 1, 'CRITICAL'), target('COMPLETION', 4)];
    const warnings = [warn({ secondsBefore: 2 * HOUR })];
    expect(found({ targets, warnings }).errors).toHaveLength(1);
    expect(found({ targets, warnings }, 'HIGH').errors).toEqual([]);
  });

  it('warnings that fall together for some clock, however they are put', () => {
    const half = [warn({ sharePercent: 50 }), warn({ secondsBefore: 4 * HOUR, metric: 'COMPLETION' })];
    expect(found({ warnings: half }).errors).toEqual(['WARNINGS_FALL_TOGETHER warnings.1']);
    expect(found({ targets: [target('COMPLETION', 9)], warnings: half }).errors).toEqual([]);
    const apart = [warn({ sharePercent: 50, metric: 'UPDATE' }), warn({ sharePercent: 50, metric: 'COMPLETION' })];
    expect(found({ targets: [target('COMPLETION', 8), target('UPDATE', 8)], warnings: apart }).errors).toEqual([]);
  });

  it('escalations that fall together', () => {
    const step = (secondsAfter: number, metric: WarningStep['metric'] = null) => ({
      metric,
      secondsAfter,
      recipients: [],
    });
    expect(found({ escalations: [step(0), step(60), step(60, 'COMPLETION')] }).errors).toEqual([
      'ESCALATIONS_FALL_TOGETHER escalations.2',
    ]);
    expect(found({ escalations: [step(60, 'UPDATE'), step(60, 'COMPLETION')] }).errors).toEqual([]);
  });

  it('percentages of a fee that is not there, and two credits for the same breach', () => {
    const percent = [{ metric: null, priority: null, percent: '5', amount: null }];
    expect(found({ credits: credits({ rules: percent }) }).errors).toEqual(['PERCENT_WITHOUT_FEE credits.fee']);
    expect(found({ credits: credits({ capPercent: '20' }) }).errors).toEqual(['PERCENT_WITHOUT_FEE credits.fee']);
    expect(
      found({ credits: credits({ fee: '900', capPercent: '20', rules: [...percent, ...percent] }) }).errors,
    ).toEqual(['DUPLICATE_ITEM credits.rules.1']);
  });

  it('everything at once is named at once', () => {
    const content = {
      warnings: [warn({ sharePercent: 120 }), warn({ secondsBefore: 9 * HOUR })],
      credits: credits({ capPercent: '20' }),
    };
    expect(found(content).errors).toHaveLength(3);
  });
});

describe('what is allowed but hardly meant', () => {
  it('an answer that may take longer than the completion, once per target', () => {
    const targets = [target('COMPLETION', 8), target('FIRST_RESPONSE', 9), target('UPDATE', 8)];
    expect(found({ targets })).toEqual({ errors: [], warnings: ['LONGER_THAN_COMPLETION targets.1'] });
  });

  it('a more urgent request that may take longer than a less urgent one', () => {
    const targets = [target('COMPLETION', 8, 'HIGH'), target('COMPLETION', 4, 'MODERATE'), target('COMPLETION', 9)];
    expect(found({ targets }).warnings).toEqual(['URGENT_TAKES_LONGER targets.2', 'URGENT_TAKES_LONGER targets.0']);
  });

  it('steps and credits for what has no target', () => {
    const content = {
      warnings: [warn({ sharePercent: 50, metric: 'UPDATE' })],
      escalations: [{ metric: 'NEXT_RESPONSE' as const, secondsAfter: 0, recipients: [] }],
      credits: credits({ rules: [{ metric: 'UPDATE', priority: null, percent: null, amount: '1' }] }),
    };
    expect(found(content).warnings).toEqual([
      'STEP_WITHOUT_TARGET warnings.0',
      'STEP_WITHOUT_TARGET escalations.0',
      'CREDIT_WITHOUT_TARGET credits.rules.0',
    ]);
  });
});

it('a warning goes off at its share, or so long before the end', () => {
  expect(warningAt(warn({ sharePercent: 75 }), 8 * HOUR)).toBe(6 * HOUR);
  expect(warningAt(warn({ secondsBefore: HOUR }), 8 * HOUR)).toBe(7 * HOUR);
});
