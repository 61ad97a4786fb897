import { describe, expect, it } from 'vitest';
import { compareTerms, type ComparedTerms } from './compare-terms.js';
import { TermsWords } from './describe-terms.js';
import { SERVING_OFFICE } from '../../calendars/domain/calendar-basis.js';

const HOUR = 3_600;
const terms: ComparedTerms = {
  scope: { level: 'CUSTOMER', levelKey: 'c', serviceLine: null, contactTypeId: null, priority: null },
  partner: 'Harbour Hotels',
  contactType: null,
  effectiveFrom: new Date('2026-01-01T00:00:00Z'),
  effectiveTo: null,
  movesOpenAt: null,
  basis: SERVING_OFFICE,
  targets: [
    { metric: 'FIRST_RESPONSE', priority: null, seconds: HOUR },
    { metric: 'COMPLETION', priority: 'HIGH', seconds: 8 * HOUR },
  ],
  pausingMetrics: ['UPDATE', 'COMPLETION'],
  warnings: [{ metric: null, sharePercent: 50, secondsBefore: null, recipients: [{ kind: 'ASSIGNEE' }] }],
  escalations: [],
  credits: null,
};
const names = { calendar: () => 'HK-OFFICE', office: () => 'LON', employee: () => 'Ana Silva' };
const english = (after: ComparedTerms, before = terms) => compareTerms(before, after, new TermsWords('en', names));
const chinese = (after: ComparedTerms, before = terms) => compareTerms(before, after, new TermsWords('zh-CN', names));

describe('comparing two versions of terms', () => {
  it('what is the same is not mentioned', () => {
    expect(english(terms)).toEqual([]);
    expect(english({ ...terms, targets: [...terms.targets].reverse() })).toEqual([]);
  });

  it('says what changed, what came and what went', () => {
    const after: ComparedTerms = {
      ...terms,
      targets: [
        { metric: 'FIRST_RESPONSE', priority: null, seconds: 1.5 * HOUR },
        { metric: 'UPDATE', priority: null, seconds: 45 },
      ],
    };
    expect(english(after)).toEqual([
      {
        field: 'targets.FIRST_RESPONSE.*',
        before: '1 h',
        after: '1 h 30 min',
        text: 'Target of the first response, every priority: 1 h 30 min instead of 1 h.',
      },
      {
        field: 'targets.UPDATE.*',
        before: null,
        after: '45 s',
        text: 'Target of the update, every priority: 45 s; there was none.',
      },
      {
        field: 'targets.COMPLETION.HIGH',
        before: '8 h',
        after: null,
        text: 'Target of the completion, high: none any more; it was 8 h.',
      },
    ]);
    expect(chinese(after).map((d) => d.text)).toEqual([
      '首次响应目标（所有优先级）：由“1 小时”改为“1 小时 30 分钟”。',
      '进展更新目标（所有优先级）：新增“45 秒”。',
      '完成目标（高）：取消（原为“8 小时”）。',
    ]);
  });

  it('calendars, steps, credits and dates are told in words', () => {
    const after: ComparedTerms = {
      ...terms,
      effectiveFrom: new Date('2026-06-01T08:30:00Z'),
      basis: {
        combination: 'INTERSECTION',
        sources: [{ kind: 'CALENDAR', calendarId: 'x' }, { kind: 'OFFICE', officeId: 'y' }, { kind: 'BRANCH' }],
      },
      pausingMetrics: [],
      warnings: [
        {
          metric: null,
          sharePercent: 50,
          secondsBefore: null,
          recipients: [{ kind: 'TEAM' }, { kind: 'EMPLOYEE', employeeId: 'e' }],
        },
        { metric: 'UPDATE', sharePercent: null, secondsBefore: HOUR, recipients: [{ kind: 'WATCHERS' }] },
      ],
      escalations: [
        { metric: null, secondsAfter: 0, recipients: [{ kind: 'ROLE', role: 'manager', of: 'LEAD_OFFICE' }] },
      ],
      credits: {
        currency: 'GBP',
        fee: '1000.00',
        period: 'QUARTER',
        capPercent: '20',
        capAmount: null,
        rules: [{ metric: 'COMPLETION', priority: null, percent: '5', amount: null }],
      },
    };
    const texts = english(after).map((d) => d.text);
    expect(texts).toEqual([
      'In force from: 2026-06-01T08:30Z instead of 2026-01-01T00:00Z.',
      "Calendar: only while all of them are open: the calendar HK-OFFICE, the calendar of the office LON, the branch's calendar instead of the serving office's calendar.",
      'Stand still while a request is paused: nothing instead of update, completion.',
      'Warning at 50 % of the target, every metric: the team, Ana Silva instead of the assignee.',
      'Warning 1 h before due, update: the watchers; there was none.',
      'Escalation at the breach, every metric: the role manager in the lead office of the region; there was none.',
      'Currency of credits: GBP; there was none.',
      'Fee per period: 1000.00 GBP; there was none.',
      'Period of credits: quarter; there was none.',
      'Credits of a period, at most: 20 % of the fee; there was none.',
      'Credit per breach of completion, every priority: 5 % of the fee; there was none.',
    ]);
    const back = english(terms, after);
    expect(back).toHaveLength(texts.length);
    expect(back.map((d) => d.text)).toContain('Fee per period: none any more; it was 1000.00 GBP.');
    for (const { text } of chinese(after)) expect(text).toMatch(/[\u4e00-\u9fff]/);
  });

  it('so is for whom two terms are, when they are not the same', () => {
    const after: ComparedTerms = {
      ...terms,
      scope: { ...terms.scope, level: 'FIRM', levelKey: '', serviceLine: 'MAINTENANCE' },
      partner: '',
    };
    expect(english(after).map((d) => d.text)).toEqual([
      'Agreed with: everybody instead of a customer Harbour Hotels.',
      'Service line: maintenance instead of all.',
    ]);
  });
});
