import { Injectable } from '@nestjs/common';
import { lineOrNull, err, ok, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import {
  Database,
  insert,
  sql,
  type Row,
  updateVersioned,
  lockVersion,
  type VersionCode,
  type VersionedId,
} from '#platform/database';
import { Outbox } from '#platform/outbox';
import { sectorChanged } from '../customers.events.js';
import { checkSector, type NewSector, type SectorChanges } from '../domain/checks.js';
import { type Sector } from '../domain/facts.js';
import { MAX_DEPTH } from '../domain/values.js';
import { SECTOR_COLUMNS } from './columns.js';

export type SectorCode = CheckCode | VersionCode | 'ALREADY_IN_USE' | 'PARENT_NOT_FOUND' | 'CYCLE' | 'TOO_DEEP';

const CONSTRAINTS = {
  sector_code_key: err('ALREADY_IN_USE' as const, 'code'),
  sector_parent_fk: err('PARENT_NOT_FOUND' as const, 'parentId'),
  sector_cycle: err('CYCLE' as const, 'parentId'),
  sector_depth_check: err('TOO_DEEP' as const, 'parentId', { max: MAX_DEPTH }),
};

const sectorRow = (cmd: SectorChanges): Row => ({
  code: cmd.code,
  name: lineOrNull(cmd.name),
  name_native: lineOrNull(cmd.nameNative),
  parent_id: cmd.parentId,
  active: cmd.active,
});

/** Creates and changes sectors; who may is decided by `customers.manage-sectors` at the door. */
@Injectable()
export class ManageSectors {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  create(ctx: Ctx, cmd: NewSector): Promise<Result<{ id: string }, SectorCode>> {
    const wrong = checkSector(cmd, true).err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, SectorCode>(
      ctx,
      async () => {
        const id = uuidv7();
        await this.db.execute(insert('customers.sector', { id, ...sectorRow(cmd) }));
        await this.outbox.add(ctx, sectorChanged, { sectorId: id });
        return ok({ id });
      },
      { constraints: CONSTRAINTS },
    );
  }

  /** A new `parentId` moves it with everything below. */
  update(ctx: Ctx, cmd: SectorChanges & VersionedId): Promise<Result<{ id: string }, SectorCode>> {
    const wrong = checkSector(cmd, false).err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, SectorCode>(
      ctx,
      async () => {
        if (cmd.parentId !== undefined) await this.db.query(sql`select customers.lock_tree('customers.sector', true)`);
        const found = await lockVersion<Sector>(
          this.db,
          sql`select ${SECTOR_COLUMNS} from customers.sector s where s.id = ${cmd.id}`,
          cmd.version,
        );
        if (!found.ok) return found;
        await updateVersioned(this.db, 'customers.sector', cmd.id, sectorRow(cmd));
        await this.outbox.add(ctx, sectorChanged, { sectorId: cmd.id });
        return ok({ id: cmd.id });
      },
      { constraints: CONSTRAINTS },
    );
  }
}
