import { type CalendarEdition } from '#kernel/calendar';

/** Reading JSON that somebody sends: each reader gives the value in its type or says where it is not what it should be. */

/** Something in the file is not of the form it must have. */
export class ShapeError extends Error {
  constructor(
    /** Where, such as `body.requests.3.events.0.at`. */
    readonly path: string,
    /** What is expected there. */
    readonly expected: string,
  ) {
    super(`${path} must be ${expected}`);
  }
}

export type Reader<T> = (value: unknown, path: string) => T;
export type Read<R> = R extends Reader<infer T> ? T : never;

const kind =
  <T>(is: (value: unknown) => value is T, expected: string): Reader<T> =>
  (value, path) => {
    if (is(value)) return value;
    throw new ShapeError(path, expected);
  };

export const text = kind((v): v is string => typeof v === 'string', 'a text');
export const flag = kind((v): v is boolean => typeof v === 'boolean', 'true or false');
export const whole = kind((v): v is number => Number.isSafeInteger(v), 'a whole number');

/** An edition of the calendars that this program knows. */
export const edition = kind((v): v is CalendarEdition => v === 1 || v === 2, 'an edition of the calendars, 1 or 2');

/** An instant as this product writes it, with milliseconds, in UTC: `2026-02-17T01:00:00.000Z`. */
export const instant = kind((v): v is string => {
  if (typeof v !== 'string') return false;
  const ms = Date.parse(v);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === v;
}, 'an instant such as 2026-02-17T01:00:00.000Z');

export const oneOf = <const T extends string>(values: readonly T[]): Reader<T> =>
  kind((v): v is T => values.some((one) => one === v), `one of ${values.join(', ')}`);

export const nullable =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (value, path) =>
    value === null ? null : reader(value, path);

export const list =
  <T>(reader: Reader<T>): Reader<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw new ShapeError(path, 'a list');
    return value.map((one, i) => reader(one, `${path}.${i}`));
  };

/** Two values of one kind. */
export const pair =
  <T>(reader: Reader<T>): Reader<readonly [T, T]> =>
  (value, path) => {
    if (!Array.isArray(value) || value.length !== 2) throw new ShapeError(path, 'a list of two');
    return [reader(value[0], `${path}.0`), reader(value[1], `${path}.1`)];
  };

type Shape = Readonly<Record<string, Reader<unknown>>>;
type Whole<S extends Shape> = { readonly [K in keyof S]: Read<S[K]> };
type Partly<S extends Shape> = { readonly [K in keyof S]?: Read<S[K]> };

/** All of `must`, any of `may`, and nothing else: what nobody reads must not look as if it counted. */
export function record<M extends Shape, O extends Shape = Record<never, never>>(
  must: M,
  may?: O,
): Reader<Whole<M> & Partly<O>> {
  const readers = new Map(Object.entries({ ...must, ...may }));
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(path, 'an object');
    const given = value as Record<string, unknown>;
    for (const name of Object.keys(must))
      if (!Object.hasOwn(given, name)) throw new ShapeError(`${path}.${name}`, 'there');
    return Object.fromEntries(
      Object.entries(given).map(([name, part]) => {
        const reader = readers.get(name);
        if (!reader) throw new ShapeError(`${path}.${name}`, 'absent: nothing of that name belongs here');
        return [name, reader(part, `${path}.${name}`)];
      }),
    ) as Whole<M> & Partly<O>;
  };
}
