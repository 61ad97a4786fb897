import { Injectable } from '@nestjs/common';
import { ok, systemClock, type Result } from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { IdentityApi, type Office } from '#modules/identity';
import { PyramidApi } from '#modules/pyramid';
import { type Recipient, type TermsContent, type TermsScope, type TermsTarget } from './terms/terms.types.js';
import { usualOfficeHours } from './terms/application/published-sla-configs.js';
import { ManageCalendars } from './calendars/application/manage-calendars.js';
import { ManageTerms } from './terms/application/manage-terms.js';
import { PublishTerms } from './terms/application/publish-terms.js';
import { TermsQueries } from './terms/application/terms.queries.js';
import { CalendarLookup } from './calendars/application/calendar-lookup.queries.js';

/** Countries where the working week runs from Sunday to Thursday. */
const SUNDAY_TO_THURSDAY = new Set([
  'BH',
  'DZ',
  'EG',
  'IL',
  'IQ',
  'JO',
  'KW',
  'LY',
  'OM',
  'QA',
  'SA',
  'SD',
  'SY',
  'YE',
]);

const HOUR = 3_600;
const MINUTE = 60;

/** What the firm promises everybody, in open hours of the serving office. */
const FIRM_TARGETS: readonly TermsTarget[] = [
  { metric: 'FIRST_RESPONSE', priority: 'CRITICAL', seconds: 30 * MINUTE },
  { metric: 'FIRST_RESPONSE', priority: 'HIGH', seconds: 2 * HOUR },
  { metric: 'FIRST_RESPONSE', priority: 'MODERATE', seconds: 4 * HOUR },
  { metric: 'FIRST_RESPONSE', priority: 'LOW', seconds: 9 * HOUR },
  { metric: 'COMPLETION', priority: 'CRITICAL', seconds: 9 * HOUR },
  { metric: 'COMPLETION', priority: 'HIGH', seconds: 27 * HOUR },
  { metric: 'COMPLETION', priority: 'MODERATE', seconds: 72 * HOUR },
  { metric: 'COMPLETION', priority: 'LOW', seconds: 180 * HOUR },
];

/** How much of the firm's targets the better tiers have to wait at most. */
const TIER_SHARES: Readonly<Record<string, number>> = { TOP: 0.5, MAJOR: 0.75 };

/** Who hears of what has been overdue for half an hour, where there is such a role. */
const SUPERVISOR = 'regional-manager';

/** Whoever works on it is warned and told of a breach; what stays overdue goes to the lead office of the region. */
function referenceSteps(supervised: boolean): Pick<TermsContent, 'warnings' | 'escalations'> {
  const atWork: readonly Recipient[] = [{ kind: 'ASSIGNEE' }, { kind: 'TEAM' }];
  const above: readonly Recipient[] = supervised
    ? [{ kind: 'ROLE', role: SUPERVISOR, of: 'LEAD_OFFICE' }, { kind: 'ACCOUNT_MANAGER' }]
    : [{ kind: 'ACCOUNT_MANAGER' }];
  return {
    warnings: [{ metric: null, sharePercent: 75, secondsBefore: null, recipients: atWork }],
    escalations: [
      { metric: null, secondsAfter: 0, recipients: atWork },
      { metric: null, secondsAfter: 30 * MINUTE, recipients: above },
    ],
  };
}

/** From when on the reference terms hold: before anything the firm has on record. */
const FROM_THE_BEGINNING = new Date('2000-01-01T00:00:00Z');

/** The terms and calendars the firm starts with; what is there already is left as it is. */
@Injectable()
export class EnsureReferenceSla {
  constructor(
    private readonly identity: IdentityApi,
    private readonly pyramid: PyramidApi,
    private readonly calendarLookup: CalendarLookup,
    private readonly termsQueries: TermsQueries,
    private readonly calendars: ManageCalendars,
    private readonly terms: ManageTerms,
    private readonly publishing: PublishTerms,
  ) {}

  async run(ctx: Ctx, now = systemClock.now()): Promise<Result<{ calendars: number; terms: number }>> {
    const calendars = await this.ensureCalendars(ctx, now);
    const terms = await this.ensureTerms(ctx, now);
    return ok({ calendars, terms });
  }

  private async ensureCalendars(ctx: Ctx, now: Date): Promise<number> {
    const offices = await this.identity.allOffices();
    const chosen = await this.calendarLookup.officeCalendars(offices.map((o) => o.id));
    const without = offices.filter((o) => !chosen.has(o.id));
    const known = await this.calendarLookup.calendarsByCode(without.map(codeOf));
    let made = 0;
    for (const office of without) {
      let id = known.get(codeOf(office))?.id;
      if (id === undefined) {
        id = must(
          await this.calendars.create(
            ctx,
            { code: codeOf(office), name: `${office.name} working hours`, spec: hoursOf(office) },
            now,
          ),
        ).id;
        made++;
      }
      must(await this.calendars.setOffice(ctx, office.id, id, now));
    }
    return made;
  }

  private async ensureTerms(ctx: Ctx, now: Date): Promise<number> {
    const wanted: {
      code: string;
      name: string;
      nameNative: string;
      scope: Pick<TermsScope, 'level' | 'levelKey'>;
      share: number;
    }[] = [
      { code: 'FIRM', name: 'Firm standard', nameNative: '公司标准', scope: { level: 'FIRM', levelKey: '' }, share: 1 },
    ];
    for (const key of await this.pyramid.tierKeys()) {
      const share = TIER_SHARES[key];
      if (share !== undefined)
        wanted.push({
          code: `TIER-${key}`,
          name: `Tier ${key}`,
          nameNative: `${key} 层级`,
          scope: { level: 'TIER', levelKey: key },
          share,
        });
    }
    const known = await this.termsQueries.termsByCode(wanted.map((w) => w.code));
    const supervised = (await this.identity.holdersOfRoles([SUPERVISOR], null)).length > 0;
    let made = 0;
    for (const { code, name, nameNative, scope, share } of wanted.filter((w) => !known.has(w.code))) {
      const targets = FIRM_TARGETS.map((t) => ({ ...t, seconds: t.seconds * share }));
      const draft = {
        ...scope,
        code,
        name,
        nameNative,
        serviceLine: null,
        contactTypeId: null,
        priority: null,
        targets,
        ...referenceSteps(supervised),
      };
      const { id } = must(await this.terms.create(ctx, draft, now));
      must(
        await this.publishing.publish(
          ctx,
          { id, version: 1, effectiveFrom: FROM_THE_BEGINNING, moveOpenRequests: false },
          now,
        ),
      );
      made++;
    }
    return made;
  }
}

function codeOf(office: Office): string {
  return `OFFICE-${office.code.toUpperCase().replace(/[^A-Z0-9._-]/g, '-')}`.slice(0, 40);
}

function hoursOf({ country, timeZone }: Office): CalendarSpec {
  return usualOfficeHours(timeZone, SUNDAY_TO_THURSDAY.has(country) ? ['SUN', 'MON', 'TUE', 'WED', 'THU'] : undefined);
}

/** What the code itself made up must be acceptable; if not, that is a bug. */
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`reference data were refused: ${JSON.stringify(result.failures)}`);
  return result.value;
}
