import { Injectable } from '@nestjs/common';
import {
  Decimal,
  Checks,
  blankToNull,
  err,
  errs,
  ok,
  systemClock,
  uuidv7,
  type CheckCode,
  type Failure,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { QUANTITY, QUANTITY_EXPECTED } from '../../basics/domain/quantity.js';
import {
  totalAfter,
  type KnownReading,
  type NewReading,
  type ReadingCode,
  RATE_WINDOW_MS,
  READING_KINDS,
} from '../domain/meter.js';
import { implausible, type PlausibilityCode } from '../domain/plausibility.js';
import { latestRecorded, LIMITS } from '../../basics/domain/values.js';
import { AfterReadings } from './after-readings.js';
import { HeldMeters, type HeldMeter } from './held-meters.js';

export interface ReadingCommand extends Omit<NewReading, 'kind'> {
  readonly meterId: string;
  readonly kind?: NewReading['kind'] | null;
  readonly note?: string | null;
  /** That it is right although it is hard to believe. */
  readonly confirmImplausible?: boolean | null;
  /** UUID made by the phone: a reading that is sent twice is recorded once. */
  readonly clientId?: string | null;
}

export type ReadingsCode =
  | CheckCode
  | ReadingCode
  | PlausibilityCode
  | 'METER_NOT_FOUND'
  | 'METER_RETIRED'
  | 'READING_EXISTS'
  | 'CLIENT_ID_TAKEN';

/** Records what meters show: one reading, or a whole round of them, all or none. */
@Injectable()
export class RecordReadings {
  constructor(
    private readonly db: Database,
    private readonly meters: HeldMeters,
    private readonly listeners: AfterReadings,
  ) {}

  async run(ctx: Ctx, cmds: readonly ReadingCommand[]): Promise<Result<{ ids: string[] }, ReadingsCode>> {
    const now = systemClock.now();
    const wrong = check(cmds, now).err();
    if (wrong) return wrong;
    return this.db.transaction<{ ids: string[] }, ReadingsCode>(
      ctx,
      async () => {
        const meters = await this.meters.hold(ctx, [...new Set(cmds.map((c) => c.meterId))]);
        const sent = await this.sentBefore(cmds);
        const failures = refusals(cmds, meters, sent);
        if (failures.length > 0) return errs(failures);
        const fresh = cmds.filter((c) => !sent.has(c.clientId ?? ''));
        const known = await this.neighbours(fresh);
        const rows = new Map<ReadingCommand, Record<string, unknown>>();
        for (const cmd of [...fresh].sort((a, b) => a.at.getTime() - b.at.getTime())) {
          const row = placed(cmd, meters.get(cmd.meterId) as HeldMeter, known);
          if (row.ok) rows.set(cmd, { ...row.value, read_by: ctx.actor.id });
          else failures.push(...row.failures.map((f) => ({ ...f, field: `readings.${cmds.indexOf(cmd)}.${f.field}` })));
        }
        if (failures.length > 0) return errs(failures);
        await this.db.execute(insertMany('maintenance.meter_reading', COLUMNS, [...rows.values()]));
        await this.listeners.afterReadings(ctx, [...new Set(fresh.map((c) => c.meterId))], now);
        return ok({ ids: cmds.map((c) => sent.get(c.clientId ?? '')?.id ?? (rows.get(c)?.['id'] as string)) });
      },
      // The same twice at once, from two connections of one phone: the second try finds the first.
      {
        constraints: {
          meter_reading_client_key: err('CLIENT_ID_TAKEN', 'readings'),
          meter_reading_key: err('READING_EXISTS', 'readings'),
        },
      },
    );
  }

  private async sentBefore(cmds: readonly ReadingCommand[]): Promise<Map<string, { id: string; meterId: string }>> {
    const ids = cmds.flatMap((c) => c.clientId ?? []);
    if (ids.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; meterId: string; clientId: string }>(
      sql`select r.id, r.meter_id as "meterId", r.client_id as "clientId" from maintenance.meter_reading r
           where r.client_id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.clientId, r]));
  }

  /** By meter, in order of time: the readings next to the new ones, and the first of the ninety days before those. */
  private async neighbours(cmds: readonly ReadingCommand[]): Promise<Map<string, KnownReading[]>> {
    const rows = await this.db.query<KnownReading & { meterId: string }>(
      sql`select distinct k.meter_id as "meterId", n.at, n.value, n.total
            from unnest(${cmds.map((c) => c.meterId)}::uuid[], ${cmds.map((c) => c.at)}::timestamptz[]) as k (meter_id, at)
           cross join lateral (
             (select r.at, r.value, r.total from maintenance.meter_reading r
               where r.meter_id = k.meter_id and r.withdrawn_at is null and r.at <= k.at order by r.at desc limit 1)
             union all
             (select r.at, r.value, r.total from maintenance.meter_reading r
               where r.meter_id = k.meter_id and r.withdrawn_at is null and r.at > k.at order by r.at limit 1)
             union all
             (select r.at, r.value, r.total from maintenance.meter_reading r
               where r.meter_id = k.meter_id and r.withdrawn_at is null and r.at <= k.at
                 and r.at >= (select max(x.at) from maintenance.meter_reading x
                               where x.meter_id = k.meter_id and x.withdrawn_at is null and x.at <= k.at)
                             - ${RATE_WINDOW_MS / 1000} * interval '1 second'
               order by r.at limit 1)) n
           order by 1, 2`,
    );
    const known = new Map<string, KnownReading[]>();
    for (const row of rows) known.set(row.meterId, [...(known.get(row.meterId) ?? []), row]);
    return known;
  }
}

const COLUMNS = [
  'id',
  'meter_id',
  'at',
  'value',
  'kind',
  'final_value',
  'total',
  'note',
  'read_by',
  'recorded_at',
  'client_id',
];

function check(cmds: readonly ReadingCommand[], now: Date): Checks {
  const checks = new Checks()
    .atMost('readings', cmds, LIMITS.readings)
    .required('readings', cmds.length > 0 ? cmds : null);
  cmds.slice(0, LIMITS.readings.maxItems).forEach((cmd, i) => {
    const at = `readings.${i}`;
    checks
      .instant(`${at}.at`, cmd.at, { from: new Date('1950-01-01T00:00:00Z'), to: latestRecorded(now) })
      .pattern(`${at}.value`, cmd.value, QUANTITY, QUANTITY_EXPECTED)
      .pattern(`${at}.finalValue`, cmd.finalValue, QUANTITY, QUANTITY_EXPECTED)
      .oneOf(`${at}.kind`, cmd.kind, READING_KINDS)
      .text(`${at}.note`, cmd.note, { ...LIMITS.readingNote, optional: true });
  });
  return checks;
}

function refusals(
  cmds: readonly ReadingCommand[],
  meters: ReadonlyMap<string, HeldMeter>,
  sent: ReadonlyMap<string, { meterId: string }>,
): Failure<ReadingsCode>[] {
  const failures: Failure<ReadingsCode>[] = [];
  const given = new Set<string>();
  cmds.forEach((cmd, i) => {
    const meter = meters.get(cmd.meterId);
    if (!meter) failures.push({ code: 'METER_NOT_FOUND', field: `readings.${i}.meterId` });
    else if (!meter.active) failures.push({ code: 'METER_RETIRED', field: `readings.${i}.meterId` });
    const before = cmd.clientId == null ? undefined : sent.get(cmd.clientId);
    if ((before && before.meterId !== cmd.meterId) || given.has(cmd.clientId ?? ''))
      failures.push({ code: 'CLIENT_ID_TAKEN', field: `readings.${i}.clientId` });
    if (cmd.clientId != null) given.add(cmd.clientId);
  });
  return failures;
}

/** The row of a reading between its neighbours, among which it then is itself. */
function placed(
  cmd: ReadingCommand,
  meter: HeldMeter,
  known: Map<string, KnownReading[]>,
): Result<Record<string, unknown>, ReadingsCode> {
  const around = known.get(cmd.meterId) ?? [];
  const before = around.filter((r) => r.at <= cmd.at).at(-1);
  if (before?.at.getTime() === cmd.at.getTime()) return err('READING_EXISTS', 'at');
  const kind = cmd.kind ?? 'READING';
  const total = totalAfter(
    { ...cmd, kind },
    before,
    around.find((r) => r.at > cmd.at),
    meter.capacity,
  );
  if (!total.ok) return total;
  const after = around.find((r) => r.at > cmd.at);
  // Between two others a reading cannot be further off than they are.
  const doubtful =
    after || cmd.confirmImplausible === true
      ? undefined
      : implausible({ ...cmd, kind }, total.value, { ...meter, before, history: around.filter((r) => r.at <= cmd.at) });
  if (doubtful) return doubtful;
  const reading = { at: cmd.at, value: cmd.value, total: total.value };
  known.set(
    cmd.meterId,
    [...around, reading].sort((a, b) => a.at.getTime() - b.at.getTime()),
  );
  return ok({
    id: uuidv7(),
    meter_id: cmd.meterId,
    ...reading,
    kind,
    final_value:
      kind === 'REPLACED' ? Decimal.parse(cmd.finalValue ?? before?.value ?? cmd.value).format({ trim: true }) : null,
    note: blankToNull(cmd.note) ?? null,
    recorded_at: systemClock.now(),
    client_id: cmd.clientId ?? null,
  });
}
