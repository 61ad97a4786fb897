import { Injectable } from '@nestjs/common';
import { ok } from '#kernel';
import { RateLimitedError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { SecurityEvents } from '#platform/observability';

/** What attempts are counted for, and how many may fail. */
export interface Limit {
  /** `kind:value`; the value is no longer than an e-mail address and its network. */
  readonly subject: string;
  /** Failures that have no consequence. */
  readonly free: number;
  /**
   * Seconds within which `free` failures are allowed; or growing: each further failure within a day doubles the pause
   * before the next attempt, from a minute to an hour, until an attempt succeeds.
   */
  readonly within: number | 'growing';
}

/** An attempt under way: counted as failed until it is said to have succeeded. */
export interface Attempt {
  readonly rows: readonly number[];
  readonly limits: readonly Limit[];
}

const DAY_SECONDS = 86_400;
const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 3_600;

/** Bounds how often secrets are guessed: in the database, so that it holds on all nodes together. */
@Injectable()
export class Throttle {
  constructor(
    private readonly db: Database,
    private readonly events: SecurityEvents,
  ) {}

  /**
   * Counts an attempt as failed before its secret is looked at, and one after the other: of a thousand guesses sent at
   * once no more are looked at than of a thousand sent in turn. Throws RateLimitedError when a limit is reached. Give
   * the limits of one kind of attempt always in the same order.
   */
  async begin(ctx: Ctx, limits: readonly Limit[]): Promise<Attempt> {
    const begun = await this.db.transaction<Attempt>(ctx, async () => {
      for (const { subject } of limits)
        await this.db.query(sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 20002))`);
      for (const limit of limits) await this.check(ctx, limit);
      const rows = await this.db.query<{ id: number }>(
        sql`insert into identity.sign_in_failure (subject) select unnest(${limits.map((l) => l.subject)}::text[]) returning id`,
      );
      return ok({ rows: rows.map((row) => row.id), limits });
    });
    if (!begun.ok) throw new Error('counting an attempt does not fail');
    return begun.value;
  }

  /** Takes the attempt back, and with it the earlier failures of what grows. */
  async succeeded(ctx: Ctx, { rows, limits }: Attempt): Promise<void> {
    const growing = limits.filter((l) => l.within === 'growing').map((l) => l.subject);
    await this.db.transaction(ctx, async () => {
      await this.db.execute(
        sql`delete from identity.sign_in_failure where id = any(${rows}::bigint[]) or subject = any(${growing}::text[])`,
      );
      return ok();
    });
  }

  /** Deletes what no limit looks at any more. */
  async prune(ctx: Ctx): Promise<void> {
    await this.db.transaction(ctx, async () => {
      await this.db.execute(
        sql`delete from identity.sign_in_failure where at < clock_timestamp() - make_interval(secs => ${DAY_SECONDS})`,
      );
      return ok();
    });
  }

  private async check(ctx: Ctx, { subject, free, within }: Limit): Promise<void> {
    const seconds = within === 'growing' ? DAY_SECONDS : within;
    const { failures, sinceFirst, sinceLast } = await this.db.one<{
      failures: number;
      sinceFirst: number;
      sinceLast: number;
    }>(sql`
      select count(*) as failures,
             coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::float8 as "sinceFirst",
             coalesce(extract(epoch from clock_timestamp() - max(at)), 0)::float8 as "sinceLast"
        from identity.sign_in_failure
       where subject = ${subject} and at > clock_timestamp() - make_interval(secs => ${seconds})`);
    if (failures < free) return;
    const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** (failures - free), LONGEST_PAUSE_SECONDS);
    const wait = Math.ceil(within === 'growing' ? pause - sinceLast : seconds - sinceFirst);
    if (wait <= 0) return;
    this.events.record('sign-in-locked', ctx, { limit: subject.split(':', 1)[0], failures, retryAfterSeconds: wait });
    throw new RateLimitedError(`Too many failed attempts. Try again in ${wait} seconds.`, wait);
  }
}
