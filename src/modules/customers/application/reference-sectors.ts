import { Injectable } from '@nestjs/common';
import { ok, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { sectorChanged } from '../customers.events.js';

type Entry = readonly [code: string, name: string, nameNative: string, below?: readonly Entry[]];

/** The sectors the firm starts with; from then on they are data, which administrators change. */
const REFERENCE: readonly Entry[] = [
  [
    'REAL-ESTATE',
    'Real estate',
    '房地产',
    [
      ['COMMERCIAL-DEVELOPERS', 'Commercial developers', '商业地产开发商'],
      ['HOTELS', 'Hotels', '酒店'],
      ['PRIVATE-RESIDENCES', 'Private residences', '私人住宅'],
      ['RETAIL', 'Retail', '零售'],
      ['BANKS', 'Banks and financial institutions', '银行与金融机构'],
    ],
  ],
  [
    'INFRASTRUCTURE',
    'Infrastructure',
    '基础设施',
    [
      ['AVIATION', 'Aviation', '航空'],
      ['HIGHWAYS', 'Highways', '公路'],
      ['RAILWAYS', 'Railways', '铁路'],
      ['WATER', 'Water', '水务'],
      ['POWER', 'Power', '电力'],
    ],
  ],
  [
    'PUBLIC',
    'Public',
    '公共部门',
    [
      ['EDUCATION', 'Education', '教育'],
      ['HEALTH', 'Health', '医疗卫生'],
      ['PUBLIC-HOUSING', 'Public housing', '公共房屋'],
      ['GOVERNMENT', 'Government', '政府'],
    ],
  ],
  [
    'INDUSTRIAL',
    'Industrial',
    '工业',
    [
      ['NUCLEAR', 'Nuclear', '核能'],
      ['PHARMACEUTICAL', 'Pharmaceutical', '制药'],
      ['PETROCHEMICAL', 'Petrochemical', '石油化工'],
      ['OIL-AND-GAS', 'Oil and gas', '油气'],
      ['MANUFACTURING', 'Manufacturing', '制造业'],
      ['TELECOMMUNICATIONS', 'Telecommunications', '电信'],
    ],
  ],
];

@Injectable()
export class ReferenceSectors {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Puts in those of the reference sectors whose codes are missing, and touches nothing else. Ids by code. */
  async ensure(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
    const done = await this.db.transaction<ReadonlyMap<string, string>>(
      ctx,
      async (): Promise<Result<ReadonlyMap<string, string>, never>> => {
        await this.db.query(sql`select customers.lock_tree('customers.sector', true)`);
        const there = await this.db.query<{ id: string; code: string }>(sql`select id, code from customers.sector`);
        const ids = new Map(there.map((s) => [s.code, s.id]));
        const missing: { id: string; code: string; name: string; name_native: string; parent_id: string | null }[] = [];
        const visit = (entries: readonly Entry[], parentId: string | null): void => {
          for (const [code, name, nameNative, below] of entries) {
            const id = ids.get(code) ?? uuidv7();
            if (!ids.has(code)) missing.push({ id, code, name, name_native: nameNative, parent_id: parentId });
            ids.set(code, id);
            visit(below ?? [], id);
          }
        };
        visit(REFERENCE, null);
        if (missing.length > 0)
          await this.db.execute(
            insertMany('customers.sector', ['id', 'code', 'name', 'name_native', 'parent_id'], missing),
          );
        await this.outbox.addMany(
          ctx,
          sectorChanged,
          missing.map(({ id }) => ({ sectorId: id })),
        );
        return ok(ids);
      },
    );
    if (!done.ok) throw new Error('reference sectors cannot fail');
    return done.value;
  }
}
