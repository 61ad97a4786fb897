import { sql } from '#platform/database';
import { eventually } from '#testing';
import { type TestApp } from '#testing/app';
import { ServicesApi } from '#modules/services';
import { type ServiceWorld } from '#modules/services/testing';
import { SlaApi } from '#modules/sla';
import { ManageCalendars, ManageTerms, PublishTerms, TermsQueries } from '#modules/sla/seeding';

/** Long enough to write and evaluate all requests before the first of them falls due. */
const TARGET_SECONDS = 6;
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

export interface DueClocks {
  readonly requestIds: readonly string[];
  /** Back when every clock has run past its due time without anybody having noticed. */
  untilAllDue(): Promise<void>;
}

/** Requests whose first response falls due seconds after they were made. */
export class CreateClocks {
  constructor(
    private readonly app: TestApp,
    private readonly world: ServiceWorld,
  ) {}

  /** Terms of the firm: a first response within seconds, day and night. */
  async terms(seconds = TARGET_SECONDS): Promise<void> {
    const { app } = this;
    const ctx = app.system();
    const calendar = app.must(
      await app
        .get(ManageCalendars)
        .create(ctx, { code: 'ALWAYS', name: 'Always', spec: { zone: 'UTC', always: true } }),
    );
    const { id } = app.must(
      await app.get(ManageTerms).create(ctx, {
        code: 'FIRM',
        name: 'Firm',
        ...{ level: 'FIRM', levelKey: '', serviceLine: null, contactTypeId: null, priority: null },
        calendarId: calendar.id,
        targets: [{ metric: 'FIRST_RESPONSE', priority: null, seconds }],
      }),
    );
    const version = (await app.get(TermsQueries).terms([id])).get(id)?.version ?? 1;
    const published = { id, version, effectiveFrom: LONG_AGO, moveOpenRequests: false };
    app.must(await app.get(PublishTerms).publish(ctx, published));
  }

  async firstResponses(howMany: number): Promise<DueClocks> {
    await this.terms();
    return this.moreFirstResponses(howMany);
  }

  /** Once the terms are there. */
  async moreFirstResponses(howMany: number): Promise<DueClocks> {
    const { app, world } = this;
    const createdAt = new Date();
    const wanted = Array.from({ length: howMany }, (_, n) => world.imported({ createdAt, subject: `Request ${n}` }));
    const created = await app.get(ServicesApi).createMany(app.system(), wanted);
    const requestIds = created.map((result) => app.must(result).id);
    await app.get(SlaApi).evaluate(app.system(), requestIds);
    const running = async (): Promise<number> =>
      (
        await app.db.one<{ n: number }>(
          sql`select count(*) as n from sla.clock where state = 'RUNNING' and metric = 'FIRST_RESPONSE'`,
        )
      ).n;
    if ((await running()) !== howMany) throw new Error('some clocks fell due before all were there');
    return {
      requestIds,
      untilAllDue: async () => {
        await eventually(
          () =>
            app.db.maybeOne(sql`select 1 where now() > (select max(due_at) from sla.clock where state = 'RUNNING')`),
          'all clocks are due',
          TARGET_SECONDS * 1_000 + 10_000,
        );
      },
    };
  }
}
