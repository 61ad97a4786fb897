import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import {
  ManageOffices,
  type OfficeCode,
  type OfficeCommand,
  type RegionCommand,
} from './application/manage-offices.js';

/** New regions and offices, for those who take them over from elsewhere. Apart from IdentityApi, which its rules need. */
@Injectable()
export class OfficesApi {
  constructor(private readonly offices: ManageOffices) {}

  createRegion(ctx: Ctx, cmd: RegionCommand): Promise<Result<{ id: string }, OfficeCode>> {
    return this.offices.saveRegion(ctx, cmd);
  }

  createOffice(ctx: Ctx, cmd: OfficeCommand): Promise<Result<{ id: string }, OfficeCode>> {
    return this.offices.saveOffice(ctx, cmd);
  }
}
