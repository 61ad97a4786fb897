import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { CustomersPolicy } from '../application/customers.policy.js';
import { type ViewerCanUpdate } from './types.js';

/** What the one who asks may do: the policy's answer. */
@Injectable()
export class Viewer {
  constructor(private readonly policy: CustomersPolicy) {}

  /** For a thing that these offices look after. */
  async can(ctx: Ctx, officeIds: readonly (string | null | undefined)[]): Promise<ViewerCanUpdate> {
    return {
      update: await this.policy.mayWrite(
        ctx,
        officeIds.map((id) => id ?? null),
      ),
    };
  }
}
