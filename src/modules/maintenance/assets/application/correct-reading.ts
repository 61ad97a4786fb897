import { Injectable } from '@nestjs/common';
import {
  blankToNull,
  Decimal,
  err,
  errs,
  ok,
  staleVersion,
  systemClock,
  type CheckCode,
  type Failure,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, type VersionCode } from '#platform/database';
import { checkReason, Corrections } from '../../basics/application/corrections.js';
import { QUANTITY, QUANTITY_EXPECTED } from '../../basics/domain/quantity.js';
import { latestRecorded, LIMITS } from '../../basics/domain/values.js';
import { READING_KINDS, type Reading, type ReadingKind } from '../domain/meter.js';
import { implausible, type PlausibilityCode } from '../domain/plausibility.js';
import { retotal, sameTime, type ChainCode, type ChainedReading } from '../domain/reading-chain.js';
import { AfterReadings } from './after-readings.js';
import { READING_COLUMNS } from './asset.rows.js';
import { HeldMeters, type HeldMeter } from './held-meters.js';

export interface ReadingCorrection {
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
  /** Why, for whoever reads the history. */
  readonly reason: string;
  /** What is left out stays. */
  readonly at?: Date | null;
  readonly value?: string | null;
  readonly kind?: ReadingKind | null;
  readonly finalValue?: string | null;
  readonly note?: string | null;
  /** That it is right although it is hard to believe. */
  readonly confirmImplausible?: boolean | null;
}

export type CorrectReadingCode =
  CheckCode | VersionCode | ChainCode | PlausibilityCode | 'READING_EXISTS' | 'ENTRY_WITHDRAWN';

interface Change {
  readonly meter: HeldMeter;
  readonly reading: Reading;
  /** All readings of the meter that count, in order of time. */
  readonly chain: readonly ChainedReading[];
}

/**
 * Corrects or withdraws a reading that was mistyped. The history keeps what it said and why it was changed; totals of the
 * readings after it, and what plans make of them, are worked out anew.
 */
@Injectable()
export class CorrectReading {
  constructor(
    private readonly db: Database,
    private readonly meters: HeldMeters,
    private readonly corrections: Corrections,
    private readonly listeners: AfterReadings,
  ) {}

  correct(ctx: Ctx, cmd: ReadingCorrection): Promise<Result<{ id: string }, CorrectReadingCode>> {
    const now = systemClock.now();
    const wrong = checkReason(cmd.reason)
      .instant('at', cmd.at, { from: new Date('1950-01-01T00:00:00Z'), to: latestRecorded(now) })
      .pattern('value', cmd.value, QUANTITY, QUANTITY_EXPECTED)
      .pattern('finalValue', cmd.finalValue, QUANTITY, QUANTITY_EXPECTED)
      .oneOf('kind', cmd.kind, READING_KINDS)
      .text('note', cmd.note, { ...LIMITS.readingNote, optional: true })
      .err();
    if (wrong) return Promise.resolve(wrong);
    return this.change(ctx, cmd, now, async ({ meter, reading, chain }) => {
      const kind = cmd.kind ?? reading.kind;
      const corrected: ChainedReading = {
        id: reading.id,
        at: cmd.at ?? reading.at,
        value: cmd.value ?? reading.value,
        kind,
        finalValue: kind === 'REPLACED' ? (cmd.finalValue ?? reading.finalValue) : null,
        total: reading.total,
      };
      const others = chain.filter((r) => r.id !== reading.id);
      const placed = [...others, corrected].sort((a, b) => a.at.getTime() - b.at.getTime());
      if (sameTime(placed)) return err('READING_EXISTS', 'at');
      const totals = retotal(chain, placed, reading.id, meter.capacity);
      if (!totals.ok) return totals;
      const doubtful = cmd.confirmImplausible === true ? undefined : doubt(totals.value, reading.id, meter);
      if (doubtful) return doubtful;
      const after = totals.value.find((r) => r.id === reading.id) as ChainedReading;
      const finalValue = kind === 'REPLACED' ? finalOf(after, totals.value) : null;
      const note = cmd.note === undefined ? reading.note : (blankToNull(cmd.note) ?? null);
      const noted = await this.corrections.corrected(ctx, 'METER_READING', reading.id, cmd.reason, {
        before: { ...shown(reading), note: reading.note },
        after: { ...shown({ ...after, finalValue }), note },
      });
      if (noted)
        await this.db.execute(
          sql`update maintenance.meter_reading
                 set at = ${after.at}, value = ${after.value}::numeric, kind = ${kind},
                     final_value = ${finalValue}::numeric, note = ${note}, version = version + 1
               where id = ${reading.id}`,
        );
      return ok(totals.value);
    });
  }

  withdraw(
    ctx: Ctx,
    cmd: Pick<ReadingCorrection, 'id' | 'version' | 'reason'>,
  ): Promise<Result<{ id: string }, CorrectReadingCode>> {
    const wrong = checkReason(cmd.reason).err();
    if (wrong) return Promise.resolve(wrong);
    const now = systemClock.now();
    return this.change(ctx, cmd, now, async ({ meter, reading, chain }) => {
      const others = chain.filter((r) => r.id !== reading.id);
      const totals = retotal(chain, others, reading.id, meter.capacity);
      if (!totals.ok) return totals;
      await this.corrections.withdrawn(ctx, 'METER_READING', reading.id, cmd.reason, shown(reading));
      await this.db.execute(
        sql`update maintenance.meter_reading set withdrawn_at = ${now}, version = version + 1 where id = ${reading.id}`,
      );
      return totals;
    });
  }

  /** One transaction in which the meter is held; `work` gives the readings that count afterwards. */
  private change(
    ctx: Ctx,
    { id, version }: { readonly id: string; readonly version: number },
    now: Date,
    work: (change: Change) => Promise<Result<readonly ChainedReading[], CorrectReadingCode>>,
  ): Promise<Result<{ id: string }, CorrectReadingCode>> {
    return this.db.transaction<{ id: string }, CorrectReadingCode>(
      ctx,
      async () => {
        const found = await this.db.maybeOne<{ meterId: string }>(
          sql`select r.meter_id as "meterId" from maintenance.meter_reading r where r.id = ${id}`,
        );
        const meter = found && (await this.meters.hold(ctx, [found.meterId])).get(found.meterId);
        if (!meter) return err('NOT_FOUND', 'id');
        const reading = await this.db.one<Reading>(
          sql`select ${READING_COLUMNS} from maintenance.meter_reading r where r.id = ${id} for no key update`,
        );
        if (reading.version !== version) return staleVersion(reading);
        if (reading.withdrawnAt !== null)
          return err('ENTRY_WITHDRAWN', 'id', { at: reading.withdrawnAt.toISOString() });
        const chain = await this.db.query<ChainedReading>(
          sql`select r.id, r.at, r.value, r.kind, r.final_value as "finalValue", r.total from maintenance.meter_reading r
               where r.meter_id = ${meter.id} and r.withdrawn_at is null order by r.at`,
        );
        const done = await work({ meter, reading, chain });
        if (!done.ok) return done;
        const moved = await this.save(chain, done.value);
        await this.listeners.afterCorrection(ctx, meter.id, moved, now);
        return ok({ id });
      },
      { constraints: { meter_reading_key: err('READING_EXISTS', 'at') } },
    );
  }

  /** Writes the totals that differ, with one statement; gives which became which. */
  private async save(
    before: readonly ChainedReading[],
    after: readonly ChainedReading[],
  ): Promise<ReadonlyMap<string, string | null>> {
    const now = new Map(after.map((r) => [r.id, r.total]));
    const plain = (total: string): string => Decimal.parse(total).format({ trim: true });
    const moved = new Map<string, string | null>();
    for (const { id, total } of before) {
      const instead = now.get(id);
      if (instead === undefined || plain(instead) !== plain(total))
        moved.set(plain(total), instead === undefined ? null : plain(instead));
    }
    const changed = after.filter(({ id, total }) => before.some((b) => b.id === id && plain(b.total) !== plain(total)));
    if (changed.length > 0)
      await this.db.execute(
        sql`update maintenance.meter_reading r set total = t.total
              from unnest(${changed.map((c) => c.id)}::uuid[], ${changed.map((c) => c.total)}::numeric[]) as t (id, total)
             where r.id = t.id`,
      );
    return moved;
  }
}

/** What a correction keeps of a reading. */
const shown = ({
  at,
  value,
  kind,
  finalValue,
}: Pick<Reading, 'at' | 'value' | 'kind'> & { finalValue?: string | null }) => ({
  at,
  value: Decimal.parse(value).format({ trim: true }),
  kind,
  finalValue: finalValue == null ? null : Decimal.parse(finalValue).format({ trim: true }),
});

/** What the meter that was taken away showed last: as it is given, else what it showed at the reading before. */
function finalOf(reading: ChainedReading, chain: readonly ChainedReading[]): string {
  const before = chain[chain.findIndex((r) => r.id === reading.id) - 1];
  return reading.finalValue ?? before?.value ?? reading.value;
}

/** Whether the corrected reading, or the one after it, is hard to believe where they are now. */
function doubt(
  chain: readonly ChainedReading[],
  id: string,
  meter: HeldMeter,
): { readonly ok: false; readonly failures: readonly Failure<PlausibilityCode>[] } | undefined {
  const at = chain.findIndex((r) => r.id === id);
  // Between two others a reading cannot be further off than they are.
  if (at < chain.length - 1) return undefined;
  const found = implausible(chain[at] as ChainedReading, (chain[at] as ChainedReading).total, {
    ...meter,
    before: chain[at - 1],
    history: chain.slice(0, at),
  });
  return found && errs(found.failures);
}
