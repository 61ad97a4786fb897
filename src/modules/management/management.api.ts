import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { type DutyCode } from './duties/application/duty-checks.js';
import { SaveDuty, type CreateDutyCommand } from './duties/application/save-duty.js';
import { OpenDuties, type OpenedDuties } from './duties/application/open-duties.js';

/** Out of which recurring duty a service request came. */
export interface DutyOfRequest {
  readonly requestId: string;
  readonly dutyId: string;
  readonly dutyNumber: string;
  readonly dueAt: Date;
}

/** What other modules may ask of management. Everything batched; unknown ids are simply absent from the answer. */
@Injectable()
export class ManagementApi {
  constructor(
    private readonly db: Database,
    private readonly saving: SaveDuty,
    private readonly opening: OpenDuties,
  ) {}

  /** Out of which duty each request came; one that came out of none is absent. */
  async dutiesOfRequests(requestIds: readonly string[]): Promise<Map<string, DutyOfRequest>> {
    const rows = await this.db.query<DutyOfRequest>(
      sql`select o.request_id as "requestId", o.duty_id as "dutyId", d.number as "dutyNumber", o.due_at as "dueAt"
            from management.duty_occurrence o join management.duty d on d.id = o.duty_id
           where o.request_id = any(${requestIds}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.requestId, r]));
  }

  createDuty(ctx: Ctx, cmd: CreateDutyCommand, now?: Date): Promise<Result<{ id: string }, DutyCode>> {
    return this.saving.create(ctx, cmd, now);
  }

  /** Opens what is due now instead of waiting for the background work; doing it again opens nothing. */
  openDue(ctx: Ctx, now?: Date): Promise<OpenedDuties> {
    return this.opening.run(ctx, now);
  }
}
