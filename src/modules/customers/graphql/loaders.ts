import { Injectable } from '@nestjs/common';
import { defineLoader, groupedInOrderOf, inOrderOf } from '#platform/graphql';
import { CustomersQueries } from '../application/customers.queries.js';
import { CustomersApi } from '../customers.api.js';
import { type Customer, type Sector } from '../domain/facts.js';

/** Loaders for customers and what belongs to them, for this module's types and for those of others. */
@Injectable()
export class CustomerLoaders {
  constructor(
    private readonly api: CustomersApi,
    private readonly queries: CustomersQueries,
  ) {}

  readonly customerById = defineLoader(async (_ctx, ids) => {
    const found = await this.api.customers(ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly branchById = defineLoader(async (_ctx, ids) => {
    const found = await this.api.branches(ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly personById = defineLoader(async (_ctx, ids) => {
    const found = await this.api.persons(ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly jobById = defineLoader(async (_ctx, ids) => {
    const found = await this.api.jobs(ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly sectorById = defineLoader(async (_ctx, ids) => {
    const found = await this.api.sectors(ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly sectorsBelow = defineLoader<Sector[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.sectorsBelow(ids), (row) => row.parentId as string),
  );

  /** The customers above, parent first. */
  readonly ancestorsOf = defineLoader<Customer[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.ancestors(ids), (row) => row.of),
  );

  /** The root of the tree that the customer is in; itself when nobody is above it. */
  readonly groupOf = defineLoader(async (_ctx, ids) =>
    inOrderOf<Customer & { of: string }, Customer | null>(
      ids,
      await this.queries.groups(ids),
      (row) => row.of,
      (row) => row,
      null,
    ),
  );
}
