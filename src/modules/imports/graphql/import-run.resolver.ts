import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { PageArgs, type Connection } from '#platform/graphql';
import { ImportRunQueries } from '../application/import-run.queries.js';
import { type ImportRun } from '../application/run.rows.js';
import { ImportKind, ImportRunConnection, ImportRunType, ImportCountType } from './types.js';

const tallies = (counts: Readonly<Record<string, number>>): ImportCountType[] =>
  Object.entries(counts)
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));

@Resolver(() => ImportRunType)
export class ImportRunResolver {
  constructor(private readonly queries: ImportRunQueries) {}

  @Query(() => ImportRunConnection, { description: 'Imports with their progress and counts, the latest first.' })
  @Requires('imports.read')
  importRuns(
    @Args() page: PageArgs,
    @Args('kind', { type: () => ImportKind, nullable: true, description: 'Only those of this kind.' })
    kind?: ImportKind | null,
    @Args('finished', {
      type: () => Boolean,
      nullable: true,
      description: 'Only those that are finished (true), or that are running or were interrupted (false).',
    })
    finished?: boolean | null,
  ): Promise<Connection<ImportRun>> {
    return this.queries.runs({ kind, finished }, page);
  }

  @ResolveField(() => [ImportCountType], { description: 'What came into being, the most numerous first.' })
  created(@Parent() run: ImportRun): ImportCountType[] {
    return tallies(run.created);
  }

  @ResolveField(() => [ImportCountType], { description: 'Rejected rows by reason, the most frequent first.' })
  rejections(@Parent() run: ImportRun): ImportCountType[] {
    return tallies(run.rejections);
  }
}
