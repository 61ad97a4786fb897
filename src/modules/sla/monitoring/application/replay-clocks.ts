import { Injectable } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, drain, sql } from '#platform/database';
import { EvaluateSla } from './evaluate-requests.js';
import { ReplayQueue, type ReplayCause } from '../../replays/replay-queue.js';
import { ReplayTargets } from './replay-targets.js';

/** Requests per transaction. */
const PAGE = 500;
/** Requests looked up at once, and then evaluated page by page. */
const LOOK_AHEAD = 20_000;

interface ReplayRow {
  readonly id: string;
  readonly calendarId: string | null;
  readonly officeId: string | null;
  readonly branchId: string | null;
  readonly termsVersionId: string | null;
  readonly rules: number | null;
  readonly cursor: string | null;
}

/** What is still to be evaluated of a replay, as looked up at a cursor. */
interface Window {
  readonly replayId: string;
  readonly ids: string[];
  /** Whether the look-up found all there are. */
  readonly last: boolean;
  cursor: string | null;
}

/**
 * Works off what a change of a calendar or of terms means for stored clocks: the change itself only notes that there is
 * something to do. Kept in the database page by page, so that a worker that dies costs no more than a page.
 */
@Injectable()
export class ReplayClocks {
  constructor(
    private readonly db: Database,
    private readonly evaluate: EvaluateSla,
    private readonly targets: ReplayTargets,
    private readonly replays: ReplayQueue,
  ) {}

  /** Does all that is due; tells how many requests were looked at again. */
  async run(ctx: Ctx, now?: Date): Promise<{ requests: number }> {
    const at = (): Date => now ?? systemClock.now();
    let window: Window | undefined;
    return drain(
      this.db,
      ctx,
      { requests: 0 },
      {
        due: () => this.replays.pending(at()),
        batch: async () => {
          const page = await this.page(ctx, at(), window);
          window = page?.window;
          return ok(page && { requests: page.evaluated });
        },
      },
    );
  }

  /** One page of the oldest replay nobody else works at; undefined when there is none. */
  private async page(
    ctx: Ctx,
    now: Date,
    known: Window | undefined,
  ): Promise<{ evaluated: number; window: Window } | undefined> {
    const replay = await this.db.maybeOne<ReplayRow>(
      sql`select id, calendar_id as "calendarId", office_id as "officeId", branch_id as "branchId",
                 terms_version_id as "termsVersionId", rules, cursor
            from sla.replay
           where done_at is null and due_at <= ${now} order by due_at, id limit 1 for update skip locked`,
    );
    if (!replay) return undefined;
    const fits = known && known.replayId === replay.id && known.cursor === replay.cursor && known.ids.length > 0;
    const window = fits ? known : await this.lookAhead(replay);
    const ids = window.ids.splice(0, PAGE);
    await this.evaluate.run(ctx, ids, { now });
    window.cursor = ids.at(-1) ?? window.cursor;
    const finished = window.last && window.ids.length === 0;
    await this.db.execute(
      sql`update sla.replay set cursor = coalesce(${ids.at(-1) ?? null}::uuid, cursor), replayed = replayed + ${ids.length},
                 done_at = ${finished ? now : null} where id = ${replay.id}`,
    );
    return { evaluated: ids.length, window };
  }

  private async lookAhead(replay: ReplayRow): Promise<Window> {
    const { calendarId, officeId, branchId, termsVersionId, rules } = replay;
    const cause: ReplayCause =
      calendarId !== null
        ? { calendarId }
        : officeId !== null
          ? { officeId }
          : branchId !== null
            ? { branchId }
            : rules !== null
              ? { rules }
              : { termsVersionId: termsVersionId as string };
    const ids = await this.targets.requestsAfter(cause, replay.cursor, LOOK_AHEAD);
    return { replayId: replay.id, cursor: replay.cursor, ids, last: ids.length < LOOK_AHEAD };
  }
}
