import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { declaredOpenWork, type OpenWorkCount } from '../open-work.js';
import { IdentityPolicy } from './identity.policy.js';

/** What somebody leaves behind who is deactivated. */
@Injectable()
export class OpenWork {
  constructor(
    private readonly db: Database,
    private readonly policy: IdentityPolicy,
  ) {}

  /** For those who may manage the employee. Kinds without any are left out. */
  async shown(ctx: Ctx, employeeId: string): Promise<OpenWorkCount[]> {
    await this.policy.assertMayManageEmployee(ctx, employeeId, undefined);
    return this.of(employeeId);
  }

  async of(employeeId: string): Promise<OpenWorkCount[]> {
    const found: OpenWorkCount[] = [];
    // One after the other: in a transaction there is one connection.
    for (const [kind, counted] of declaredOpenWork()) {
      const { count } = await counted(this.db, employeeId);
      if (count > 0) found.push({ kind, count });
    }
    return found;
  }
}
