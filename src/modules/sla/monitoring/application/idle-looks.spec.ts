import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { slaWorld } from '../../testing/index.js';
import { EvaluateBacklog } from './evaluate-backlog.js';
import { EvaluateSla } from './evaluate-requests.js';
import { RecordAlerts } from '../../alerts/application/record-alerts.js';
import { RecordBreaches } from './record-breaches.js';

const NOW = new Date('2026-03-02T09:30:00Z');
const MANY = 20_000;

/** Background jobs look every second whether something is due; what that costs must not grow with what is open. */
describe('looking for work while 20,000 clocks run', () => {
  let app: TestApp;
  let client: pg.Client;
  beforeAll(async () => {
    app = await createTestApp();
    const world = await slaWorld(app);
    await world.terms({
      warnings: [
        {
          metric: null,
          sharePercent: 80,
          secondsBefore: null,
          recipients: [{ kind: 'ASSIGNEE' }],
        },
      ],
    });
    const id = await world.request('2026-03-02T09:00:00Z');
    await app.get(EvaluateSla).run(app.system(), [id], { now: NOW });
    client = new pg.Client({ connectionString: app.config.database.DATABASE_URL });
    await client.connect();
    await client.query('set session_replication_role = replica');
    await client.query(
      `with copy as (select gen_random_uuid() as id from generate_series(1, ${MANY})),
            evaluated as (insert into sla.evaluation
                       select r.* from copy, sla.evaluation j,
                              jsonb_populate_record(j, jsonb_build_object('request_id', copy.id)) r
                        where j.request_id = $1)
       insert into sla.clock
       select r.* from copy, sla.clock c,
              jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'request_id', copy.id)) r
        where c.request_id = $1`,
      [id],
    );
    await client.query('analyze sla.clock, sla.evaluation');
  });
  afterAll(async () => {
    await client.end();
    await app.close();
  });

  /** The plan that is made once for whatever instant will be asked about. */
  const planOf = async (statement: string): Promise<string> => {
    const count = Math.max(0, ...[...statement.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n)));
    const values = count === 0 ? '' : `(${Array.from({ length: count }, () => 'null').join()})`;
    await client.query(`set plan_cache_mode = force_generic_plan`);
    await client.query(`prepare look as ${statement}`);
    const { rows } = await client.query<Record<string, string>>(`explain execute look${values}`);
    await client.query('deallocate look');
    return rows.map((r) => Object.values(r)[0]).join('\n');
  };

  it.each([
    ['breaches', () => app.get(RecordBreaches).run(app.system(), NOW), 'clock_falls_due'],
    ['warnings and escalations', () => app.get(RecordAlerts).run(app.system(), NOW), 'clock_alert_due'],
    ['news of requests', () => app.get(EvaluateBacklog).waiting(app.system(), NOW), 'evaluation_pending'],
  ])('%s: by index alone', async (_what, look, index) => {
    const { statements } = await statementsOf<object>(look);
    let plans = '';
    for (const statement of statements.filter((s) => /sla\.(clock|evaluation)\b/.test(s)))
      plans += await planOf(statement);
    expect(plans).toContain(index);
    expect(plans).not.toContain('Seq Scan');
  });

  it('a look that does not say in which order would read the table', async () => {
    const plan = await planOf(`select 1 from sla.clock c where c.state = 'RUNNING' and c.due_at < $1 limit 1`);
    expect(plan).toContain('Seq Scan');
  });
});
