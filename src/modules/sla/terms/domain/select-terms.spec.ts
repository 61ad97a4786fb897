import { describe, expect, it } from 'vitest';
import { considerTerms, indexTerms, selectTerms, type SelectableTerms, type SelectionFacts } from './select-terms.js';

const CREATED = Date.UTC(2026, 2, 2, 9);
const HOUR = 3_600_000;

const facts = (more: Partial<SelectionFacts> = {}): SelectionFacts => ({
  createdAt: CREATED,
  jobId: 'job',
  branchId: 'branch',
  customerPath: ['national', 'country', 'group'],
  tier: 'TOP',
  serviceLine: 'MAINTENANCE',
  contactTypePath: ['complaint', 'delay', 'lift'],
  priority: 'HIGH',
  wasOpenAt: () => true,
  ...more,
});

const terms = (versionId: string, more: Partial<SelectableTerms> = {}): SelectableTerms => ({
  versionId,
  termsId: versionId,
  number: 1,
  level: 'FIRM',
  levelKey: '',
  serviceLine: null,
  contactTypeId: null,
  priority: null,
  effectiveFrom: CREATED - 1000 * HOUR,
  effectiveTo: null,
  movesOpenAt: null,
  ...more,
});

const chosen = (all: readonly SelectableTerms[], of = facts(), at = CREATED): string | undefined =>
  selectTerms(indexTerms(all), of, at)?.terms.versionId;

describe('which terms apply', () => {
  const levels = [
    terms('job', { level: 'JOB', levelKey: 'job' }),
    terms('branch', { level: 'BRANCH', levelKey: 'branch' }),
    terms('customer', { level: 'CUSTOMER', levelKey: 'national' }),
    terms('country', { level: 'CUSTOMER', levelKey: 'country' }),
    terms('group', { level: 'CUSTOMER', levelKey: 'group' }),
    terms('tier', { level: 'TIER', levelKey: 'TOP' }),
    terms('firm'),
  ];

  it('job before branch before customer before its groups upward before tier before firm', () => {
    for (const [i, each] of levels.entries()) expect(chosen([...levels.slice(i)].reverse())).toBe(each.versionId);
  });

  it("nobody else's terms apply", () => {
    const others = levels.slice(0, -1).map((t) => ({ ...t, levelKey: 'other' }));
    expect(chosen(others)).toBeUndefined();
    expect(chosen([...others, terms('firm')])).toBe('firm');
    expect(chosen(levels, facts({ jobId: null, branchId: null, customerPath: ['x'], tier: null }))).toBe('firm');
  });

  it('a more specific level wins over any narrowing', () => {
    const narrow = { serviceLine: 'MAINTENANCE', contactTypeId: 'lift', priority: 'HIGH' } as const;
    expect(chosen([terms('narrow', narrow), terms('tier', { level: 'TIER', levelKey: 'TOP' })])).toBe('tier');
  });

  it('inside a level the narrower wins, but only where it matches', () => {
    const all = [
      terms('plain'),
      terms('line', { serviceLine: 'MAINTENANCE' }),
      terms('both', { serviceLine: 'MAINTENANCE', priority: 'HIGH' }),
    ];
    expect(chosen(all)).toBe('both');
    expect(chosen(all, facts({ priority: 'LOW' }))).toBe('line');
    expect(chosen(all, facts({ serviceLine: 'CONSULTING' }))).toBe('plain');
  });

  it('terms for a contact type hold for the types below it, the one further down first', () => {
    const all = [terms('complaint', { contactTypeId: 'complaint' }), terms('delay', { contactTypeId: 'delay' })];
    expect(chosen(all)).toBe('delay');
    expect(chosen(all, facts({ contactTypePath: ['complaint'] }))).toBe('complaint');
    expect(chosen(all, facts({ contactTypePath: ['inquiry'] }))).toBeUndefined();
  });

  it('requests created in the period are under terms, from its first instant to the one before its end', () => {
    const period = [terms('period', { effectiveFrom: CREATED, effectiveTo: CREATED + HOUR })];
    expect(chosen(period)).toBe('period');
    expect(chosen(period, facts(), CREATED + 9 * HOUR)).toBe('period');
    expect(chosen(period, facts({ createdAt: CREATED - 1 }))).toBeUndefined();
    expect(chosen(period, facts({ createdAt: CREATED + HOUR }))).toBeUndefined();
  });

  describe('with terms that open requests move over to', () => {
    const moving = terms('new', { effectiveFrom: CREATED + HOUR, movesOpenAt: CREATED + 2 * HOUR });
    const all = [terms('old', { effectiveTo: CREATED + HOUR }), moving];

    it('an open request moves at that instant and not before', () => {
      expect(chosen(all, facts(), CREATED + 2 * HOUR - 1)).toBe('old');
      expect(chosen(all, facts(), CREATED + 2 * HOUR)).toBe('new');
    });

    it('one that was over by then stays for good, also when it is reopened', () => {
      const over = facts({ wasOpenAt: (at) => at > CREATED + 5 * HOUR });
      expect(chosen(all, over, CREATED + 9 * HOUR)).toBe('old');
    });

    it('a move that was made counts as made, whatever ends the terms later', () => {
      const ended = { ...moving, effectiveTo: moving.effectiveFrom };
      const over = facts({ wasOpenAt: (at) => at <= CREATED + 3 * HOUR });
      expect(chosen([all[0]!, ended], over, CREATED + 9 * HOUR)).toBe('old');
      expect(chosen([all[0]!, { ...ended, moveMade: true }], over, CREATED + 9 * HOUR)).toBe('new');
    });

    it('of two versions of the same terms the later one applies, also when it is in force from earlier on', () => {
      const second = { ...moving, termsId: 'terms', number: 2, effectiveTo: moving.effectiveFrom, moveMade: true };
      const third = terms('third', { termsId: 'terms', number: 3, effectiveFrom: CREATED - HOUR });
      expect(chosen([second, third], facts(), CREATED + 9 * HOUR)).toBe('third');
      const moved = { ...third, effectiveFrom: CREATED + HOUR / 2, movesOpenAt: CREATED + 5 * HOUR };
      expect(chosen([second, moved], facts(), CREATED + 4 * HOUR)).toBe('new');
      expect(chosen([second, moved], facts(), CREATED + 5 * HOUR)).toBe('third');
      expect(considerTerms(indexTerms([second, moved]), facts(), CREATED + 5 * HOUR).map((c) => c.verdict)).toEqual([
        'LATER_VERSION',
        'APPLIES',
      ]);
    });

    it('terms withdrawn before they could move anybody move nobody', () => {
      const withdrawn = { ...moving, effectiveTo: CREATED + 1.5 * HOUR };
      expect(chosen([all[0]!, withdrawn], facts(), CREATED + 9 * HOUR)).toBe('old');
    });

    it('the answer says how it came about and who was passed over', () => {
      const choice = selectTerms(indexTerms([...all, ...levels.slice(3, 5)]), facts(), CREATED + 3 * HOUR);
      expect(choice).toMatchObject({ terms: { versionId: 'country' }, distance: 1, movedOver: false });
      expect(choice?.notApplied.map((t) => t.versionId)).toEqual(['group', 'new', 'old']);
    });
  });

  it('all that could concern a request is looked at, and each says why it applies or does not', () => {
    const all = [
      terms('job', { level: 'JOB', levelKey: 'job', serviceLine: 'CONSULTING' }),
      terms('branch', { level: 'BRANCH', levelKey: 'branch', effectiveFrom: CREATED + 1 }),
      terms('ended', { level: 'CUSTOMER', levelKey: 'national', effectiveTo: CREATED }),
      terms('other type', { level: 'CUSTOMER', levelKey: 'national', contactTypeId: 'inquiry' }),
      terms('narrow', { level: 'CUSTOMER', levelKey: 'country', contactTypeId: 'lift' }),
      terms('wide type', { level: 'CUSTOMER', levelKey: 'country', contactTypeId: 'delay' }),
      terms('wide', { level: 'CUSTOMER', levelKey: 'country' }),
      terms('group', { level: 'CUSTOMER', levelKey: 'group' }),
      terms('never', { level: 'TIER', levelKey: 'TOP', effectiveTo: CREATED - 1000 * HOUR }),
      terms('low', { level: 'TIER', levelKey: 'TOP', priority: 'LOW' }),
      terms('firm'),
      terms('stranger', { level: 'CUSTOMER', levelKey: 'stranger' }),
    ];
    const seen = considerTerms(indexTerms(all), facts(), CREATED);
    expect(Object.fromEntries(seen.map((c) => [c.terms.versionId, c.verdict]))).toEqual({
      job: 'OTHER_SERVICE_LINE',
      branch: 'NOT_YET',
      ended: 'NO_MORE',
      'other type': 'OTHER_CONTACT_TYPE',
      narrow: 'APPLIES',
      'wide type': 'TYPE_FURTHER_DOWN',
      wide: 'NARROWER',
      group: 'NEARER_CUSTOMER',
      never: 'NEVER_IN_FORCE',
      low: 'OTHER_PRIORITY',
      firm: 'OTHER_LEVEL',
    });
  });
});
