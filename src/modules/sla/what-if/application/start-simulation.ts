import { Injectable } from '@nestjs/common';
import { Checks, err, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { Outbox } from '#platform/outbox';
import { slaWhatIfProgressed } from '../what-if.events.js';
import { runWhatIfs } from '../what-if.jobs.js';
import {
  WhatIfDrafts,
  type WhatIfCalendarCommand,
  type WhatIfDraftCode,
  type WhatIfTermsCommand,
} from './what-if-drafts.js';
import { type SimulationScope, type SimulationSpec } from './simulation-spec.js';
import { WhatIfScopes } from './what-if-scopes.js';

export interface SimulationCommand extends Partial<SimulationScope> {
  /** Requests created from then … */
  readonly from: Date;
  /** … to before then. */
  readonly to: Date;
  readonly terms?: WhatIfTermsCommand | null;
  readonly calendar?: WhatIfCalendarCommand | null;
  /** In which months begin; defaults to UTC. */
  readonly timeZone?: string | null;
}

export type StartSimulationCode =
  | WhatIfDraftCode
  | CheckCode
  | 'END_NOT_AFTER_START'
  | 'FUTURE_PERIOD'
  | 'AT_LEAST_ONE_OF'
  | 'NOTHING_IN_SCOPE'
  | 'CUSTOMER_NOT_FOUND'
  | 'OFFICE_NOT_FOUND'
  | 'TIER_NOT_FOUND'
  | 'TOO_MANY_WHAT_IFS';

const EARLIEST = new Date('1990-01-01T00:00:00Z');
/** Questions of one person that may wait or run. */
export const MAX_WHAT_IFS = 5;

/** Takes a simulation down and has it worked off in the background. */
@Injectable()
export class StartSimulation {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly jobs: Jobs,
    private readonly drafts: WhatIfDrafts,
    private readonly scopes: WhatIfScopes,
  ) {}

  async run(
    ctx: Ctx,
    cmd: SimulationCommand,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, StartSimulationCode>> {
    const wrong = checkPeriod(cmd, now);
    if (!wrong.ok) return wrong;
    const scoped = await this.scopes.of(ctx, cmd);
    if (!scoped.ok) return scoped;
    const [from, to] = [cmd.from.getTime(), cmd.to.getTime()];
    const drafted = await this.drafts.of(cmd, from, to, scoped.value.officeIds, now);
    if (!drafted.ok) return drafted;
    const simulation: SimulationSpec = {
      from: cmd.from.toISOString(),
      to: cmd.to.toISOString(),
      timeZone: cmd.timeZone ?? 'UTC',
      ...drafted.value,
      ...scoped.value,
    };
    const total = await this.scopes.count(simulation);
    if (total === 0) return err('NOTHING_IN_SCOPE', 'from');
    return this.db.transaction<{ id: string }, StartSimulationCode>(ctx, async () => {
      const { n } = await this.db.one<{ n: number }>(
        sql`select count(*) as n from sla.what_if_run
             where status in ('QUEUED', 'RUNNING') and asked_by is not distinct from ${ctx.actor.id}`,
      );
      if (n >= MAX_WHAT_IFS) return err('TOO_MANY_WHAT_IFS', undefined, { max: MAX_WHAT_IFS });
      const id = uuidv7();
      const row = {
        id,
        status: 'QUEUED',
        simulation: JSON.stringify(simulation),
        asked_by: ctx.actor.id,
        asked_at: now,
        total,
      };
      await this.db.execute(insert('sla.what_if_run', row));
      // Only a wake: should it get lost, the schedule finds the row.
      this.jobs.wake(ctx, runWhatIfs, 'what-ifs');
      return ok({ id });
    });
  }

  /** Gives a simulation up; what was found so far goes. One that the actor may not see does not exist. */
  cancel(
    ctx: Ctx,
    id: string,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, 'NOT_FOUND' | 'WHAT_IF_ENDED'>> {
    return this.db.transaction<{ id: string }, 'NOT_FOUND' | 'WHAT_IF_ENDED'>(ctx, async () => {
      const run = await this.db.maybeOne<{ status: string }>(
        sql`select r.status from sla.what_if_run r where r.id = ${id} and ${this.scopes.visible(ctx)} for update`,
      );
      if (!run) return err('NOT_FOUND', 'id');
      if (run.status !== 'QUEUED' && run.status !== 'RUNNING') return err('WHAT_IF_ENDED', 'id');
      await this.db.execute(
        sql`update sla.what_if_run set status = 'CANCELLED', finished_at = ${now}, tally = null where id = ${id}`,
      );
      await this.db.execute(sql`delete from sla.what_if_change where run_id = ${id}`);
      await this.outbox.add(ctx, slaWhatIfProgressed, { runId: id });
      return ok({ id });
    });
  }
}

function checkPeriod(
  { from, to, timeZone, terms, calendar }: SimulationCommand,
  now: Date,
): Result<void, CheckCode | 'END_NOT_AFTER_START' | 'FUTURE_PERIOD' | 'AT_LEAST_ONE_OF'> {
  const wrong = new Checks().instant('from', from, { from: EARLIEST }).timeZone('timeZone', timeZone).err();
  if (wrong) return wrong;
  if (to <= from) return err('END_NOT_AFTER_START', 'to', { start: from.toISOString(), end: to.toISOString() });
  if (to > now) return err('FUTURE_PERIOD', 'to', { now: now.toISOString() });
  return terms || calendar ? ok() : err('AT_LEAST_ONE_OF', 'terms', { fields: 'terms, calendar' });
}
