import { Injectable } from '@nestjs/common';
import { Database, sql } from '#platform/database';
import { type PriorityMatrix } from '../domain/priority.js';

/** A version of the firm's matrix, as it is shown. */
export interface MatrixRow extends PriorityMatrix {
  readonly id: string;
  readonly recordedAt: Date;
  readonly recordedById: string | null;
  readonly appliesToOpen: boolean;
  readonly changedRequests: number;
  readonly appliedAt: Date | null;
}

const COLUMNS = sql`m.id, m.number, m.cells, m.recorded_at as "recordedAt", m.recorded_by as "recordedById",
  m.applies_to_open as "appliesToOpen", m.changed_requests as "changedRequests", m.applied_at as "appliedAt"`;

/** Reads the matrix of impact and urgency. */
@Injectable()
export class PriorityMatrices {
  constructor(private readonly db: Database) {}

  /** The one in force; the migration put the first in. */
  current(): Promise<MatrixRow> {
    return this.db.one<MatrixRow>(
      sql`select ${COLUMNS} from services.priority_matrix m order by m.number desc limit 1`,
    );
  }

  /** The same, held until the end of the transaction against others who change it. */
  async hold(): Promise<MatrixRow> {
    await this.db.query(sql`select m.id from services.priority_matrix m order by m.number desc limit 1 for update`);
    return this.current();
  }

  /** The latest versions, the newest first. */
  history(limit: number): Promise<MatrixRow[]> {
    return this.db.query<MatrixRow>(
      sql`select ${COLUMNS} from services.priority_matrix m order by m.number desc limit ${limit}`,
    );
  }
}
