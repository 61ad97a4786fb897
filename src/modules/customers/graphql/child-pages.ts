import { Injectable } from '@nestjs/common';
import { Database, sql, type Wanted } from '#platform/database';
import { pagesByParent } from '#platform/graphql';
import { pagesOf } from '#platform/paging';
import {
  BRANCHES,
  BRANCHES_OF_PERSON,
  CHILDREN,
  JOBS,
  JOBS_OF_BRANCH,
  PERSONS,
  PERSONS_OF_BRANCH,
  type ChildList,
} from '../application/child-lists.js';

/** Pages of child lists, with the wanted fields. */
@Injectable()
export class ChildPages {
  constructor(private readonly db: Database) {}

  readonly children = this.pages(CHILDREN);
  readonly branches = this.pages(BRANCHES);
  readonly persons = this.pages(PERSONS);
  readonly jobs = this.pages(JOBS);
  readonly personsOfBranch = this.pages(PERSONS_OF_BRANCH);
  readonly jobsOfBranch = this.pages(JOBS_OF_BRANCH);
  readonly branchesOfPerson = this.pages(BRANCHES_OF_PERSON);

  private pages<R extends object>({ columns, from, parent, order }: ChildList<R>) {
    return pagesByParent((_ctx, parents, page, wanted: Wanted) =>
      pagesOf(this.db, { columns: columns.of(wanted), from, where: sql`true`, order }, parent, parents, page),
    );
  }
}
