import { Injectable } from '@nestjs/common';
import { byId, defineLoader, groupedInOrderOf, inOrderOf } from '#platform/graphql';
import { CustomersQueries } from '../application/customers.queries.js';
import { PartsQueries } from '../application/parts.queries.js';
import { CustomersApi } from '../customers.api.js';
import { type Customer, type PersonMove, type Sector } from '../domain/facts.js';

/** Loaders for customers and what belongs to them, for this module's types and for those of others. */
@Injectable()
export class CustomerLoaders {
  constructor(
    private readonly api: CustomersApi,
    private readonly queries: CustomersQueries,
    private readonly parts: PartsQueries,
  ) {}

  readonly customerById = byId((ids) => this.api.customers(ids));

  readonly branchById = byId((ids) => this.api.branches(ids));

  readonly personById = byId((ids) => this.api.persons(ids));

  /** Where each person belonged before, the latest move first. */
  readonly movesOf = defineLoader<PersonMove[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.parts.moves(ids), (row) => row.personId),
  );

  readonly jobById = byId((ids) => this.api.jobs(ids));

  readonly sectorById = byId((ids) => this.api.sectors(ids));

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
