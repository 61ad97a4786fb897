import { addMonths } from '#kernel';
import { PyramidApi } from '#modules/pyramid';
import { SlaApi } from '#modules/sla';
import { ManageTerms, PublishTerms, type DraftTermsCommand } from '#modules/sla/seeding';
import { type DemoPlan } from '../plan/index.js';
import { targetsOf } from '../plan/terms.js';
import { dateOf, DAY, HOUR } from '../plan/time.js';
import { idOf, made, type SeedContext } from './seed-context.js';
import { ROUND_THE_CLOCK_CALENDAR } from './firm.js';

const ENTRIES_AT_ONCE = 5_000;
/** Months back as of whose ends customers were tiered before, so that moves have a history. */
const TIERED_BEFORE = [9, 6, 3];
/** Who pays for more is watched more closely: warned early, and the lead office hears of every breach at once. */
const WATCHED: Pick<DraftTermsCommand, 'warnings' | 'escalations'> = {
  warnings: [
    { metric: null, sharePercent: 50, secondsBefore: null, recipients: [{ kind: 'ASSIGNEE' }] },
    { metric: null, sharePercent: 80, secondsBefore: null, recipients: [{ kind: 'ASSIGNEE' }, { kind: 'WATCHERS' }] },
  ],
  escalations: [
    {
      ...{ metric: null, secondsAfter: 0 },
      recipients: [{ kind: 'ASSIGNEE' }, { kind: 'ROLE', role: 'regional-manager', of: 'LEAD_OFFICE' }],
    },
    { metric: null, secondsAfter: HOUR / 1000, recipients: [{ kind: 'ACCOUNT_MANAGER' }] },
  ],
};

/** When the terms of single customers were agreed. */
const AGREED_BEFORE = 730 * DAY;

/** Rates and revenue, and the tiers that follow from them. */
export async function writePyramid(seeding: SeedContext, { books }: DemoPlan): Promise<void> {
  const { ctx, now } = seeding;
  const pyramid = seeding.get(PyramidApi);
  await pyramid.ensureReferenceTiers(ctx);
  made(await pyramid.recordRatesMany(ctx, books.rates), 'rates');
  const commands = books.entries.map(({ customer, month, amount, kind, note }) => ({
    ...{ month, amount, kind, note },
    currency: customer.office.currency,
    customerId: idOf(seeding.customers, customer.code),
  }));
  for (let from = 0; from < commands.length; from += ENTRIES_AT_ONCE) {
    const page = commands.slice(from, from + ENTRIES_AT_ONCE);
    (await pyramid.recordRevenueMany(ctx, page, 'demo')).forEach((result, i) => made(result, page[i]));
  }
  const today = dateOf(now.getTime());
  const lastDay = (monthsAgo: number): string =>
    dateOf(Date.parse(addMonths(`${today.slice(0, 7)}-01`, 1 - monthsAgo)) - DAY);
  for (const asOf of [...TIERED_BEFORE.map(lastDay), today]) made(await pyramid.ensureFresh(ctx, asOf), asOf);
}

/** What was agreed about service: with everybody, by tier, and with single customers. */
export async function writeTerms(seeding: SeedContext, { terms }: DemoPlan): Promise<void> {
  const { ctx, now } = seeding;
  made(await seeding.get(SlaApi).ensureReferenceSla(ctx), 'reference terms');
  const [manage, publish] = [seeding.get(ManageTerms), seeding.get(PublishTerms)];
  for (const { code, name, nameNative, customer, serviceLine, always, pledges } of terms) {
    const draft = {
      ...{ code, name, nameNative, serviceLine, contactTypeId: null, priority: null, targets: targetsOf(pledges) },
      ...({ level: 'CUSTOMER', levelKey: idOf(seeding.customers, customer.code) } as const),
      ...WATCHED,
      calendarId: always ? idOf(seeding.calendars, ROUND_THE_CLOCK_CALENDAR) : null,
    };
    const { id } = made(await manage.create(ctx, draft), code);
    const effectiveFrom = new Date(now.getTime() - AGREED_BEFORE);
    made(await publish.publish(ctx, { id, version: 1, effectiveFrom, moveOpenRequests: false }), code);
  }
}

/** The SLA clocks of all requests, so that everything is right from the first look on. */
export async function evaluateRequests(seeding: SeedContext): Promise<void> {
  const report = await seeding.get(SlaApi).evaluateAll(seeding.ctx);
  if (report.failed > 0) throw new Error(`${report.failed} requests of the demo could not be evaluated`);
}
