import { ForbiddenError } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';

/** What a permission reaches for one actor: all offices there are and will be, or a set of them. */
export class Reach {
  constructor(
    /** Ids of the offices, or `all`. */
    readonly offices: 'all' | ReadonlySet<string>,
    /** The region that is reached as a whole, including offices it will get; null when the permission is not regional. */
    private readonly regionId: string | null = null,
  ) {}

  /** Whether no office is reached. */
  get none(): boolean {
    return this.offices !== 'all' && this.offices.size === 0;
  }

  /** Whether one of the offices is reached; null, of a thing without an office, is reached by nobody, `all` aside. */
  includes(...officeIds: readonly (string | null | undefined)[]): boolean {
    const { offices } = this;
    if (offices === 'all') return true;
    return officeIds.some((id) => id != null && offices.has(id));
  }

  /** Whether each of the offices is reached. */
  includesAll(officeIds: readonly (string | null)[]): boolean {
    return officeIds.every((id) => this.includes(id));
  }

  /** Whether the whole region is reached. */
  includesRegion(regionId: string): boolean {
    return this.offices === 'all' || this.regionId === regionId;
  }

  /** Condition on a column of office ids. */
  rows(column: Sql): Sql {
    if (this.offices === 'all') return sql`true`;
    return this.none ? sql`false` : sql`${column} = any(${[...this.offices]}::uuid[])`;
  }
}

/** Whether the actor holds the permission for the whole firm. */
export function holdsForFirm(ctx: Ctx, permission: string): boolean {
  return scopeOf(ctx, permission) === 'firm';
}

/** Throws ForbiddenError unless the actor holds the permission for the whole firm; `what` begins the message. */
export function assertFirm(ctx: Ctx, permission: string, what = 'This'): void {
  if (!holdsForFirm(ctx, permission))
    throw new ForbiddenError(`${what} needs the permission ${permission} for the whole firm.`);
}

/** The refusal of something whose office the permission does not reach; `what` begins the message. */
export function outOfReach(permission: string, what = 'This'): ForbiddenError {
  return new ForbiddenError(
    `${what} belongs to an office that your permission ${permission} does not reach; ask that office, or somebody responsible for its region.`,
  );
}
