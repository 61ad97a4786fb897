import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { load } from '#platform/graphql';
import { CustomerLoaders } from './loaders.js';

type Offices = readonly (string | null | undefined)[];

/**
 * The offices that look after a customer and what belongs to it: the responsible one, for a branch also the one that serves
 * it, for a job also its own.
 */
@Injectable()
export class OfficesOfParts {
  constructor(private readonly loaders: CustomerLoaders) {}

  async ofCustomer(ctx: Ctx, id: string | undefined): Promise<Offices> {
    return id === undefined ? [] : [(await load(ctx, this.loaders.customerById, id))?.officeId];
  }

  async ofBranch(ctx: Ctx, id: string): Promise<Offices> {
    const branch = await load(ctx, this.loaders.branchById, id);
    return [...(await this.ofCustomer(ctx, branch?.customerId)), branch?.officeId];
  }

  async ofPerson(ctx: Ctx, id: string): Promise<Offices> {
    return this.ofCustomer(ctx, (await load(ctx, this.loaders.personById, id))?.customerId);
  }

  async ofJob(ctx: Ctx, id: string): Promise<Offices> {
    const job = await load(ctx, this.loaders.jobById, id);
    return [...(await this.ofCustomer(ctx, job?.customerId)), job?.officeId];
  }
}
