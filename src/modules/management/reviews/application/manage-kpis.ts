import { Injectable } from '@nestjs/common';
import { blankToNull, err, ok, uuidv7, staleVersion, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, sql, type Row } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { checkKpi, type KpiCode, type KpiValues } from '../domain/review.js';
import { ManagementPolicy } from '../../management.policy.js';
import { KPI_COLUMNS, type KpiRow } from './review.rows.js';

type Needed = 'code' | 'name' | 'measure' | 'green' | 'amber';

export interface CreateKpiCommand extends Partial<Omit<KpiValues, Needed>>, Pick<KpiValues, Needed> {
  /** Null: the firm's, for every customer without any of its own. */
  readonly customerId: string | null;
}

/** What is left out stays. */
export interface UpdateKpiCommand extends Partial<KpiValues> {
  readonly id: string;
  readonly version: number;
}

export type CreateKpiCode = KpiCode | 'ALREADY_IN_USE' | 'CUSTOMER_NOT_FOUND';
export type ChangeKpiCode = KpiCode | 'ALREADY_IN_USE' | 'NOT_FOUND' | 'STALE_VERSION';

const TAKEN = { constraints: { kpi_code_key: err('ALREADY_IN_USE', 'code') } };

/** By what scorecards are judged. Scorecards that were frozen keep what they were judged by. */
@Injectable()
export class ManageKpis {
  constructor(
    private readonly db: Database,
    private readonly policy: ManagementPolicy,
    private readonly customers: CustomersApi,
  ) {}

  async create(ctx: Ctx, { customerId, ...cmd }: CreateKpiCommand): Promise<Result<{ id: string }, CreateKpiCode>> {
    const values: KpiValues = {
      nameNative: null,
      metric: null,
      priority: null,
      weight: 1,
      sort: 0,
      ...given(cmd),
    } as KpiValues;
    const wrong = checkKpi(values);
    if (wrong) return wrong;
    if (!(await this.assertMay(ctx, customerId))) return err('CUSTOMER_NOT_FOUND', 'customerId');
    return this.db.transaction<{ id: string }, CreateKpiCode>(
      ctx,
      async () => {
        const id = uuidv7();
        await this.db.execute(insert('management.kpi', { id, customer_id: customerId, ...columnsOf(values) }));
        return ok({ id });
      },
      TAKEN,
    );
  }

  update(ctx: Ctx, { id, version, ...cmd }: UpdateKpiCommand): Promise<Result<{ id: string }, ChangeKpiCode>> {
    return this.db.transaction<{ id: string }, ChangeKpiCode>(
      ctx,
      async () => {
        const locked = await this.lock(ctx, { id, version });
        if (!locked.ok) return locked;
        const values: KpiValues = { ...locked.value, ...given(cmd) };
        const wrong = checkKpi(values);
        if (wrong) return wrong;
        const set = assignments({ ...columnsOf(values), version: version + 1 });
        await this.db.execute(sql`update management.kpi set ${set} where id = ${id}`);
        return ok({ id });
      },
      TAKEN,
    );
  }

  remove(
    ctx: Ctx,
    which: { readonly id: string; readonly version: number },
  ): Promise<Result<{ id: string }, 'NOT_FOUND' | 'STALE_VERSION'>> {
    return this.db.transaction<{ id: string }, 'NOT_FOUND' | 'STALE_VERSION'>(ctx, async () => {
      const locked = await this.lock(ctx, which);
      if (!locked.ok) return locked;
      await this.db.execute(sql`delete from management.kpi where id = ${which.id}`);
      return ok({ id: which.id });
    });
  }

  private async lock(
    ctx: Ctx,
    { id, version }: { readonly id: string; readonly version: number },
  ): Promise<Result<KpiRow, 'NOT_FOUND' | 'STALE_VERSION'>> {
    const kpi = await this.db.maybeOne<KpiRow>(
      sql`select ${KPI_COLUMNS} from management.kpi k where k.id = ${id} for update`,
    );
    if (!kpi) return err('NOT_FOUND', 'id');
    await this.assertMay(ctx, kpi.customerId);
    return kpi.version === version ? ok(kpi) : staleVersion(kpi);
  }

  /** False when there is no such customer. */
  private async assertMay(ctx: Ctx, customerId: string | null): Promise<boolean> {
    if (customerId === null) {
      this.policy.assertFirm(ctx, 'management.manage-kpis');
      return true;
    }
    const customer = (await this.customers.customers([customerId])).get(customerId);
    if (!customer) return false;
    await this.policy.assertMay(ctx, 'management.manage-kpis', customer.officeId);
    return true;
  }
}

/** What may be emptied; elsewhere null leaves things as they are. */
const EMPTIED: ReadonlySet<string> = new Set(['nameNative', 'metric', 'priority']);

const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(values).filter(([field, value]) => value !== undefined && (value !== null || EMPTIED.has(field))),
  ) as Partial<T>;

function columnsOf(v: KpiValues): Row {
  const { measure, metric, priority, green, amber, weight, sort } = v;
  return { ...{ measure, metric, priority, green, amber, weight, sort }, ...namesOf(v) };
}

function namesOf({ code, name, nameNative }: KpiValues): Row {
  return { code: code.trim(), name: name.trim(), name_native: blankToNull(nameNative) };
}
