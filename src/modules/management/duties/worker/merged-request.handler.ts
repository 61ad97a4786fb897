import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { HandlesEvent } from '#platform/outbox';
import { requestMerged, type RequestMergedPayload } from '#modules/services';
import { FollowMergedRequest } from '../application/follow-merged-request.js';

/** Keeps occurrences at the request that goes on. */
@Injectable()
export class MergedRequestHandler {
  constructor(private readonly follow: FollowMergedRequest) {}

  @HandlesEvent(requestMerged, { handler: 'management.follow-merge' })
  merged(ctx: Ctx, payload: RequestMergedPayload): Promise<Result<void>> {
    return this.follow.run(ctx, payload);
  }
}
