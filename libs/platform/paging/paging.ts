import { createHash } from 'node:crypto';
import { isUuid, parseInstant, parseLocalDate } from '#kernel';
import { empty, join, sql, type Sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';

/** Most nodes in one page. */
export const MAX_PAGE = 200;
/** Nodes in a page when no size is asked for. */
export const DEFAULT_PAGE = 20;

/** Which page of a list: as the arguments of a Relay connection. */
export interface PageRequest {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** Where a page stands in its list. */
export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

export interface Edge<T> {
  cursor: string;
  node: T;
}

/** A page of a list. `count` runs only when `totalCount` is asked for. */
export interface Connection<T> {
  readonly edges: Edge<T>[];
  readonly nodes: T[];
  readonly pageInfo: PageInfo;
  readonly count: () => Promise<number>;
}

/** One column of an order. Order columns are never null (wrap with coalesce) and lose nothing as JSON (timestamptz(3)). */
export interface OrderKey<R> {
  readonly column: Sql;
  /** SQL type the cursor's value is cast to, such as `timestamptz`. */
  readonly type: 'text' | 'timestamptz' | 'date' | 'numeric' | 'uuid' | 'integer' | 'bigint';
  readonly value: (row: R) => string | number | Date;
}

/** An order of a list: its keys, the last of them unique (normally the id), all in one direction. */
export interface Order<R> {
  /** Name of the list, as the API knows it. A cursor of one list means nothing in another. */
  readonly list: string;
  readonly keys: readonly OrderKey<R>[];
  readonly direction: 'ASC' | 'DESC';
}

/** How a page is cut out of an ordered list: splice `where`, `orderBy` and `limit` into the statement. */
export interface KeysetQuery {
  readonly where: Sql;
  readonly orderBy: Sql;
  /** One more row than the page, to know whether there are more. */
  readonly limit: number;
  readonly size: number;
  readonly backwards: boolean;
  readonly fromCursor: boolean;
}

/**
 * Marks the cursors of a list in one order and direction: short, since every cursor carries it. A position in another
 * list, or in the other direction, would be accepted by types alone and silently give the wrong page.
 */
function markOf({ list, keys, direction }: Order<never>): string {
  const order = keys.map(({ column, type }) => `${column.text} ${type}`).join();
  return createHash('sha256').update(`${list}|${order}|${direction}`).digest('base64url').slice(0, 8);
}

const marks = new WeakMap<object, string>();

function markOnce(order: Order<never>): string {
  const known = marks.get(order);
  if (known !== undefined) return known;
  const mark = markOf(order);
  marks.set(order, mark);
  return mark;
}

/** A name of 200 characters has at most 2,000 code points. */
const LONGEST_VALUE = 4_000;

function contentsOf(cursor: string): string[] | undefined {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.every((v) => typeof v === 'string' && v.length <= LONGEST_VALUE))
      return values as string[];
  } catch {
    // a cursor that cannot be read is the caller's mistake
  }
  return undefined;
}

/** The place that a cursor of this list, order and direction names. */
const decodeCursor = (cursor: string, order: Order<never>, field: string): string[] => {
  const [mark, ...values] = contentsOf(cursor) ?? [];
  if (mark === undefined) throw new InvalidInputError([{ code: 'INVALID_CURSOR', field }]);
  if (mark !== markOnce(order) || values.length !== order.keys.length)
    throw new InvalidInputError([{ code: 'CURSOR_OF_OTHER_LIST', field }]);
  return values;
};

/** Reads page arguments against an order; throws an InvalidInputError for sizes or cursors that mean nothing. */
export function keyset<R>(args: PageRequest, order: Order<R>): KeysetQuery {
  const { first, after, last, before } = args;
  if (first != null && last != null)
    throw new InvalidInputError([{ code: 'AT_MOST_ONE_OF', field: 'last', params: { fields: 'first, last' } }]);
  const backwards = last != null || (before != null && first == null);
  const size = (backwards ? last : first) ?? DEFAULT_PAGE;
  if (size < 0 || size > MAX_PAGE)
    throw new InvalidInputError([
      { code: 'OUT_OF_RANGE', field: backwards ? 'last' : 'first', params: { min: 0, max: MAX_PAGE, given: size } },
    ]);
  const columns = join(order.keys.map((k) => k.column));
  const compare = (cursor: string, field: string, later: boolean): Sql => {
    const values = decodeCursor(cursor, order, field);
    const ascending = (order.direction === 'ASC') === later;
    const typed = join(order.keys.map((k, i) => CASTS[k.type](values[i] as string, field)));
    return ascending ? sql`(${columns}) > (${typed})` : sql`(${columns}) < (${typed})`;
  };
  const conditions: Sql[] = [];
  if (after != null) conditions.push(compare(after, 'after', true));
  if (before != null) conditions.push(compare(before, 'before', false));
  const descending = (order.direction === 'DESC') !== backwards;
  return {
    where: conditions.length > 0 ? join(conditions, ' and ') : sql`true`,
    orderBy: join(order.keys.map((k) => sql`${k.column} ${descending ? sql`desc` : empty}`)),
    limit: size + 1,
    size,
    backwards,
    fromCursor: after != null || before != null,
  };
}

const checked = (sound: (value: string) => boolean, cast: (v: string) => Sql) => (value: string, field: string) => {
  if (!sound(value)) throw new InvalidInputError([{ code: 'INVALID_CURSOR', field }]);
  return cast(value);
};
const like =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);
const isInstant = (value: string): boolean => value.endsWith('Z') && parseInstant(value) !== undefined;
const isDate = (value: string): boolean => parseLocalDate(value) !== undefined;
const isText = (value: string): boolean => !value.includes('\u0000');

/** Cursors are opaque but not secret: what somebody made up must not reach the database as a value it cannot take. */
const CASTS: Record<OrderKey<never>['type'], (value: string, field: string) => Sql> = {
  text: checked(isText, (v) => sql`${v}::text`),
  timestamptz: checked(isInstant, (v) => sql`${v}::timestamptz`),
  date: checked(isDate, (v) => sql`${v}::date`),
  numeric: checked(like(/^-?\d{1,40}(\.\d{1,40})?$/), (v) => sql`${v}::numeric`),
  integer: checked(like(/^-?\d{1,9}$/), (v) => sql`${v}::integer`),
  bigint: checked(like(/^-?\d{1,18}$/), (v) => sql`${v}::bigint`),
  uuid: checked(isUuid, (v) => sql`${v}::uuid`),
};

/** The cursor of a row in an order. */
export function cursorOf<R>(row: R, order: Order<R>): string {
  const values = order.keys.map((k) => {
    const value = k.value(row);
    return value instanceof Date ? value.toISOString() : String(value);
  });
  return Buffer.from(JSON.stringify([markOnce(order), ...values])).toString('base64url');
}

/** A page whose edges and cursors are made only when they are asked for; `nodes` alone costs next to nothing. */
class Page<R, T> implements Connection<T> {
  private made: Edge<T>[] | undefined;
  private shown: T[] | undefined;
  private readonly page: readonly R[];
  private readonly more: boolean;

  constructor(
    rows: readonly R[],
    private readonly part: Pick<KeysetQuery, 'size' | 'backwards' | 'fromCursor'>,
    private readonly order: Order<R>,
    private readonly toNode: (row: R) => T,
    readonly count: () => Promise<number>,
  ) {
    this.more = rows.length > part.size;
    const page = this.more ? rows.slice(0, part.size) : rows;
    this.page = part.backwards ? [...page].reverse() : page;
  }

  get nodes(): T[] {
    return (this.shown ??= this.page.map(this.toNode));
  }

  get edges(): Edge<T>[] {
    return (this.made ??= this.page.map((row, i) => ({
      cursor: cursorOf(row, this.order),
      node: this.nodes[i] as T,
    })));
  }

  get pageInfo(): PageInfo {
    const { backwards, fromCursor } = this.part;
    const [first, last] = [this.page[0], this.page.at(-1)];
    return {
      hasNextPage: backwards ? fromCursor : this.more,
      hasPreviousPage: backwards ? this.more : fromCursor,
      startCursor: first === undefined ? null : cursorOf(first, this.order),
      endCursor: last === undefined ? null : cursorOf(last, this.order),
    };
  }
}

/** Makes the connection of the rows that a cut statement gave; `toNode` turns a row into what the API shows. */
export function connectionOf<R, T>(
  rows: readonly R[],
  part: Pick<KeysetQuery, 'size' | 'backwards' | 'fromCursor'>,
  order: Order<R>,
  toNode: (row: R) => T,
  count: () => Promise<number>,
): Connection<T> {
  return new Page(rows, part, order, toNode, count);
}

/**
 * The page of a list that is at hand, in order or not, as a cut statement would have given it. Keys of type `text` are
 * compared as JavaScript does, without a language's rules.
 */
export function pageOfList<T>(list: readonly T[], args: PageRequest, order: Order<T>): Connection<T> {
  const part = keyset(args, order);
  const rising = order.direction === 'ASC' ? 1 : -1;
  const valuesOf = (row: T): Comparable[] => order.keys.map((k) => comparable(k.value(row)));
  const rows = list.map((row) => ({ row, values: valuesOf(row) }));
  const beyond = (cursor: string, field: string, side: 1 | -1): ((values: readonly Comparable[]) => boolean) => {
    const given = decodeCursor(cursor, order, field);
    const start = order.keys.map((k, i) => parsed(given[i] as string, k.type));
    return (values) => Math.sign(compareAll(values, start)) * rising === side;
  };
  const tests = [
    ...(args.after == null ? [] : [beyond(args.after, 'after', 1)]),
    ...(args.before == null ? [] : [beyond(args.before, 'before', -1)]),
  ];
  const direction = part.backwards ? -rising : rising;
  const found = rows
    .filter(({ values }) => tests.every((test) => test(values)))
    .sort((a, b) => direction * compareAll(a.values, b.values))
    .slice(0, part.limit)
    .map(({ row }) => row);
  return connectionOf(
    found,
    part,
    order,
    (row) => row,
    () => Promise.resolve(list.length),
  );
}

type Comparable = string | number;

const comparable = (value: string | number | Date): Comparable => (value instanceof Date ? value.getTime() : value);

function parsed(text: string, type: OrderKey<never>['type']): Comparable {
  if (type === 'timestamptz') return Date.parse(text);
  return type === 'integer' || type === 'bigint' || type === 'numeric' ? Number(text) : text;
}

function compareAll(a: readonly Comparable[], b: readonly Comparable[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] as Comparable;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
