import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { byId, defineLoader, load, type LoaderDefinition } from '#platform/graphql';
import { type Connection, type PageRequest } from '#platform/paging';
import {
  WhatIfQueries,
  type WhatIfChange,
  type WhatIfChangeFilter,
  type WhatIfCredit,
} from '../application/what-if-queries.js';
import { type FigureResult } from '../application/tally-what-if.js';

const plain = ({ first, after, last, before }: PageRequest): PageRequest => ({ first, after, last, before });

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

  customers(ctx: Ctx, id: string, page: PageRequest): Promise<Connection<FigureResult>> {
    const args = plain(page);
    return this.shared(ctx, ['customers', args], id, (ids) => this.queries.customers(ids, args));
  }

  changes(ctx: Ctx, id: string, filter: WhatIfChangeFilter, page: PageRequest): Promise<Connection<WhatIfChange>> {
    const args = plain(page);
    return this.shared(ctx, ['changes', args, filter], id, (ids) => this.queries.changes(ids, filter, args));
  }

  credits(ctx: Ctx, id: string, page: PageRequest): Promise<Connection<WhatIfCredit>> {
    const args = plain(page);
    return this.shared(ctx, ['credits', args], id, (ids) => this.queries.credits(ids, args));
  }

  /** The same page of many what-ifs takes one statement. */
  private shared<V>(
    ctx: Ctx,
    asked: readonly unknown[],
    id: string,
    batch: (ids: readonly string[]) => Promise<V[]>,
  ): Promise<V> {
    const key = `sla.what-if ${JSON.stringify(asked)}`;
    let loader = ctx.memo.get(key) as LoaderDefinition<string, V> | undefined;
    if (!loader) ctx.memo.set(key, (loader = defineLoader((_ctx, ids) => batch(ids))));
    return load(ctx, loader, id);
  }
}
