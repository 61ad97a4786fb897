/**
 * What a use case gives back: a value, or a failure that a user can cause and mend.
 * Exceptions are for bugs, outages and refused access only.
 */
export type Result<T, C extends string = string> = Ok<T> | Err<C>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Err<C extends string = string> {
  readonly ok: false;
  /** At least one. Several when independent fields are wrong, so that the user can mend all at once. */
  readonly failures: readonly Failure<C>[];
}

export interface Failure<C extends string = string> {
  /** Stable UPPER_SNAKE code; the key of the translated message. */
  readonly code: C;
  /** Path of the input field at fault, e.g. `branches.0.country`; absent when no single field is. */
  readonly field?: string;
  /** Values for the placeholders of the message. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** With STALE_VERSION: the current values, as plain JSON. */
  readonly current?: unknown;
}

export function ok(): Ok<void>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value };
}

export function err<C extends string>(code: C, field?: string, params?: Failure['params']): Err<C> {
  return { ok: false, failures: [{ code, field, params }] };
}

export function errs<C extends string>(failures: readonly Failure<C>[]): Err<C> {
  return { ok: false, failures };
}

/** That somebody changed the row meanwhile; `current` is what it says now. */
export function staleVersion<R extends { readonly version: number }>(current: R): Err<'STALE_VERSION'> {
  return errs([{ code: 'STALE_VERSION', field: 'version', params: { version: current.version }, current }]);
}
