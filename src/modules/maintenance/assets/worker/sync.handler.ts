import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { HandlesEvent } from '#platform/outbox';
import { branchChanged, customerChanged } from '#modules/customers';
import {
  requestChanged,
  requestMerged,
  type RequestChangedPayload,
  type RequestMergedPayload,
} from '#modules/services';
import { FollowMergedRequest } from '../application/follow-merged-request.js';
import { SyncRequestFailures } from '../application/sync-request-failures.js';
import { SyncServingOffice } from '../application/sync-serving-office.js';

/** Keeps assets and failures in step with the branches and requests they belong to. */
@Injectable()
export class FollowingHandler {
  constructor(
    private readonly requests: SyncRequestFailures,
    private readonly offices: SyncServingOffice,
    private readonly merges: FollowMergedRequest,
  ) {}

  @HandlesEvent(requestChanged, { handler: 'maintenance.follow-request' })
  request(ctx: Ctx, { requestId }: RequestChangedPayload): Promise<Result<void>> {
    return this.requests.run(ctx, requestId);
  }

  @HandlesEvent(requestMerged, { handler: 'maintenance.follow-merge' })
  merged(ctx: Ctx, payload: RequestMergedPayload): Promise<Result<void>> {
    return this.merges.run(ctx, payload);
  }

  @HandlesEvent(branchChanged, { handler: 'maintenance.follow-branch' })
  branch(ctx: Ctx, { branchId }: { branchId: string }): Promise<Result<void>> {
    return this.offices.ofBranch(ctx, branchId);
  }

  @HandlesEvent(customerChanged, { handler: 'maintenance.follow-customer' })
  customer(ctx: Ctx, { customerId }: { customerId: string }): Promise<Result<void>> {
    return this.offices.ofCustomer(ctx, customerId);
  }
}
