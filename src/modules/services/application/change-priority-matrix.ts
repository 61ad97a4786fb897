import { Injectable } from '@nestjs/common';
import { errs, ok, uuidv7, staleVersion, type Err, type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { LEVELS, type Level, type Priority } from '#modules/vocabulary';
import { type PriorityCells } from '../domain/priority.js';
import { priorityMatrixChanged } from '../services.events.js';
import { PriorityMatrices, type MatrixRow } from './priority-matrices.js';
import { ServicesPolicy } from './services.policy.js';

export interface MatrixCell {
  readonly impact: Level;
  readonly urgency: Level;
  readonly priority: Priority;
}

export interface ChangePriorityMatrixCommand {
  /** The version that was read. */
  readonly version: number;
  /** Every impact with every urgency, once each. */
  readonly cells: readonly MatrixCell[];
  /** Whether open requests whose priority was not given by hand are weighed again. */
  readonly applyToOpen?: boolean | null;
}

export type ChangePriorityMatrixCode = 'STALE_VERSION' | 'MATRIX_CELL_MISSING' | 'DUPLICATE_ITEM';

/** Changes what impact and urgency amount to; defaults to requests that exist keep their priority. */
@Injectable()
export class ChangePriorityMatrix {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: ServicesPolicy,
    private readonly matrices: PriorityMatrices,
  ) {}

  run(ctx: Ctx, cmd: ChangePriorityMatrixCommand): Promise<Result<{ version: number }, ChangePriorityMatrixCode>> {
    this.policy.assertFirm(ctx, 'services.manage-priorities');
    const cells = cellsOf(cmd.cells);
    if (!cells.ok) return Promise.resolve(cells);
    return this.save(ctx, cmd, cells.value);
  }

  private save(
    ctx: Ctx,
    { version, applyToOpen }: ChangePriorityMatrixCommand,
    cells: PriorityCells,
  ): Promise<Result<{ version: number }, ChangePriorityMatrixCode>> {
    return this.db.transaction<{ version: number }, ChangePriorityMatrixCode>(ctx, async () => {
      // Of two at the same moment the second waits here and reads what the first has made of it.
      const current = await this.matrices.hold();
      if (current.number !== version) return stale(current);
      const id = uuidv7();
      const number = version + 1;
      await this.db.execute(
        insert('services.priority_matrix', {
          id,
          number,
          cells: JSON.stringify(cells),
          recorded_by: ctx.actor.id,
          applies_to_open: applyToOpen === true,
        }),
      );
      await this.outbox.add(ctx, priorityMatrixChanged, { matrixId: id, version: number });
      return ok({ version: number });
    });
  }
}

function stale(current: MatrixRow): Err<'STALE_VERSION'> {
  const cells = LEVELS.flatMap((impact) =>
    LEVELS.map((urgency) => ({ impact, urgency, priority: current.cells[impact][urgency] })),
  );
  return staleVersion({ version: current.number, cells });
}

function cellsOf(cells: readonly MatrixCell[]): Result<PriorityCells, 'MATRIX_CELL_MISSING' | 'DUPLICATE_ITEM'> {
  const failures: Failure<'MATRIX_CELL_MISSING' | 'DUPLICATE_ITEM'>[] = [];
  const found = new Map<string, Priority>();
  cells.forEach(({ impact, urgency, priority }, i) => {
    const key = `${impact} ${urgency}`;
    if (found.has(key)) failures.push({ code: 'DUPLICATE_ITEM', field: `cells.${i}`, params: { item: key } });
    found.set(key, priority);
  });
  const missing = (impact: Level, urgency: Level): void =>
    void failures.push({ code: 'MATRIX_CELL_MISSING', field: 'cells', params: { impact, urgency } });
  for (const impact of LEVELS)
    for (const urgency of LEVELS) if (!found.has(`${impact} ${urgency}`)) missing(impact, urgency);
  if (failures.length > 0) return errs(failures);
  const row = (impact: Level): Record<Level, Priority> =>
    Object.fromEntries(LEVELS.map((urgency) => [urgency, found.get(`${impact} ${urgency}`)])) as Record<
      Level,
      Priority
    >;
  return ok({ HIGH: row('HIGH'), MEDIUM: row('MEDIUM'), LOW: row('LOW') });
}
