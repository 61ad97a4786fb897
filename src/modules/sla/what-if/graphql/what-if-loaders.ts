import { Injectable } from '@nestjs/common';
import { byId, defineLoader, pagesByParent } from '#platform/graphql';
import { WhatIfQueries, type WhatIfChangeFilter } from '../application/what-if-queries.js';
import { type FigureResult } from '../application/tally-what-if.js';

/** Loaders of what-ifs and their answers. */
@Injectable()
export class WhatIfLoaders {
  constructor(private readonly queries: WhatIfQueries) {}

  /** The what-if, or null when there is none or the viewer may not see it. */
  readonly whatIfById = byId((ids, ctx) => this.queries.byIds(ctx, ids));

  /** Figures in all, by priority, metric and month. */
  readonly figuresByRun = defineLoader<FigureResult[]>(async (_ctx, ids) => {
    const found = await this.queries.figures(ids);
    return ids.map((id) => found.get(id) ?? []);
  });

  readonly customers = pagesByParent((_ctx, ids, page) => this.queries.customers(ids, page));

  readonly changes = pagesByParent((_ctx, ids, page, filter: WhatIfChangeFilter) =>
    this.queries.changes(ids, filter, page),
  );

  readonly credits = pagesByParent((_ctx, ids, page) => this.queries.credits(ids, page));
}
