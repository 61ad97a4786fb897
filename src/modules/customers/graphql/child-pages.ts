import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Database, sql, type Wanted } from '#platform/database';
import { defineLoader, groupedInOrderOf, load, type LoaderDefinition } from '#platform/graphql';
import { connectionOf, keyset, type Connection, type PageRequest } from '#platform/paging';
import { type ChildList } from '../application/child-lists.js';

type Of<R> = R & { of: string };

/** Pages of child lists: of however many parents, one statement. */
@Injectable()
export class ChildPages {
  constructor(private readonly db: Database) {}

  /**
   * The page of one parent, with the wanted fields; parents that ask for the same page in the same operation are served
   * together.
   */
  page<R extends { id: string }>(
    ctx: Ctx,
    list: ChildList<R>,
    args: PageRequest,
    parentId: string,
    wanted: Wanted = null,
  ): Promise<Connection<R>> {
    const key = `${list.name} ${args.first} ${args.after} ${args.last} ${args.before} ${wanted ? [...wanted].join() : ''}`;
    let loader = ctx.memo.get(key) as LoaderDefinition<string, Connection<R>> | undefined;
    if (!loader) {
      loader = this.loader(list, args, wanted);
      ctx.memo.set(key, loader);
    }
    return load(ctx, loader, parentId);
  }

  private loader<R extends { id: string }>(
    list: ChildList<R>,
    args: PageRequest,
    wanted: Wanted,
  ): LoaderDefinition<string, Connection<R>> {
    const columns = list.columns.of(wanted);
    const part = keyset(args, list.order);
    const counts = this.counts(list);
    return defineLoader<Connection<R>>(async (ctx, parentIds) => {
      const rows = await this.db.query<Of<R>>(
        sql`select parent.id as of, child.* from unnest(${parentIds}::uuid[]) as parent (id)
              cross join lateral (select ${columns} from ${list.from} and ${part.where}
                                   order by ${part.orderBy} limit ${part.limit}) child`,
      );
      return groupedInOrderOf(parentIds, rows, (row) => row.of).map((group, i) =>
        connectionOf<R, R>(
          group,
          part,
          list.order,
          (row) => row,
          () => load(ctx, counts, parentIds[i] as string),
        ),
      );
    });
  }

  private counts<R>(list: ChildList<R>): LoaderDefinition<string, number> {
    return defineLoader(async (_ctx, parentIds) => {
      const rows = await this.db.query<{ id: string; n: number }>(
        sql`select parent.id, (select count(*) from ${list.from}) as n from unnest(${parentIds}::uuid[]) as parent (id)`,
      );
      const found = new Map(rows.map((r) => [r.id, r.n]));
      return parentIds.map((id) => found.get(id) ?? 0);
    });
  }
}
