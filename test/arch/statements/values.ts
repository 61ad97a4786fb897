import type ts from 'typescript';
import { type Callable, type Project } from './program.js';

/** Where a parameter of a statement stands in its text, until all are numbered. */
export const HOLE = '\u0001';

/** Arguments of a function while its body is read; `outer` is the function around it. */
export interface Frame {
  readonly fn: Callable;
  readonly args: readonly (() => Value)[];
  readonly outer: Frame | undefined;
}

/** What is known of an expression without running it. */
export type Value =
  | { readonly kind: 'sql'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'object'; readonly props: ReadonlyMap<string, () => Value> }
  | { readonly kind: 'function'; readonly fn: Callable; readonly frame: Frame | undefined }
  | { readonly kind: 'undefined' }
  /** Some value that only the running program knows: a parameter of the statement. */
  | { readonly kind: 'opaque'; readonly type?: ts.Type };

export const UNDEFINED: Value = { kind: 'undefined' };
export const OPAQUE: Value = { kind: 'opaque' };
export const sqlOf = (text: string): Value => ({ kind: 'sql', text });
export const textOf = (text: string): Value => ({ kind: 'text', text });
export const listOf = (items: readonly Value[]): Value => ({ kind: 'list', items });

/** A statement whose text cannot be told from the sources. */
export class Uncomposable extends Error {}

/** A way through the code that ends in an exception, so that no statement is made on it. */
export class DeadEnd extends Error {}

/** `$1`, `$2`, … in place of the holes, as they are sent. */
export function numbered(text: string): string {
  let n = 0;
  return text.replaceAll(HOLE, () => `$${++n}`);
}

/**
 * Which way is taken where the code branches. Every branch that is met is tried in some run, not every combination of
 * them: branches on the same condition within one function go the same way.
 */
export class Choices {
  readonly met = new Map<string, { options: number; taken: number }>();

  constructor(private readonly given: ReadonlyMap<string, number> = new Map()) {}

  choose(key: string, options: number): number {
    const known = this.met.get(key);
    if (known) return Math.min(known.taken, options - 1);
    const taken = Math.min(this.given.get(key) ?? 0, options - 1);
    this.met.set(key, { options, taken });
    return taken;
  }
}

/** Runs that are tried at the most, and those of them that give something. */
const MOST_RUNS = 60;
const MOST_GIVEN = 6;

/** Runs `once`, which tells whether it gave something, until every option of the choices that it meets was taken. */
export function everyBranch(once: (choices: Choices) => boolean): void {
  const queue: ReadonlyMap<string, number>[] = [new Map()];
  const tried = new Set<string>();
  let given = 0;
  for (let runs = 0; queue.length > 0 && runs < MOST_RUNS && given < MOST_GIVEN; runs++) {
    const choices = new Choices(queue.shift());
    if (once(choices)) given++;
    const taken = new Map([...choices.met].map(([key, choice]) => [key, choice.taken]));
    for (const [key, choice] of choices.met) tried.add(`${key} ${choice.taken}`);
    for (const [key, choice] of choices.met) {
      for (let option = 0; option < choice.options; option++) {
        if (tried.has(`${key} ${option}`)) continue;
        tried.add(`${key} ${option}`);
        queue.push(new Map([...taken, [key, option]]));
      }
    }
  }
}

/** What reading built-in functions and conditions needs of the evaluator. */
export interface Reader {
  readonly project: Project;
  readonly choices: Choices;
  eval(node: ts.Expression, frame: Frame | undefined): Value;
  part(value: Value): string;
  text(node: ts.Expression, frame: Frame | undefined): string;
  mayBeSql(type: ts.Type): boolean;
  call(fn: Callable, args: readonly (() => Value)[], outer: Frame | undefined): Value;
  propsOf(node: ts.Expression, frame: Frame | undefined): ReadonlyMap<string, () => Value>;
  member(object: Value, name: string): Value | undefined;
  oneOf<T>(node: ts.Node, what: string, options: readonly T[]): T | undefined;
}
