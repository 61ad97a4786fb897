import { Checks, type Failure } from '#kernel';

/** What is wrong with a mapping file, place by place. */
export interface ShapeProblem {
  /** Such as `sla.terms.2.priority`. */
  readonly place: string;
  readonly message: string;
}

/**
 * Reads a value of unknown shape and notes whatever is wrong instead of stopping at the first mistake. A wrong value
 * reads as something harmless; nobody uses the result when there are problems. Every object may have a `description`.
 */
export class Shape {
  private constructor(
    private readonly value: unknown,
    private readonly place: string,
    private readonly problems: ShapeProblem[],
  ) {}

  /** Reads the whole; gives what was read, or everything that is wrong. */
  static read<T>(
    value: unknown,
    reading: (shape: Shape) => T,
  ): { readonly value: T } | { readonly problems: readonly ShapeProblem[] } {
    const problems: ShapeProblem[] = [];
    const read = reading(new Shape(value, '', problems));
    return problems.length > 0 ? { problems } : { value: read };
  }

  get absent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** The members of an object; each of `keys` can be read, others are mistakes. */
  object<const K extends string>(...keys: K[]): { readonly [P in K]: Shape } {
    const isObject = typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
    if (!isObject) this.wrong(`must be an object with ${keys.join(', ')}`);
    const given = (isObject ? this.value : {}) as Record<string, unknown>;
    for (const key of Object.keys(given))
      if (key !== 'description' && !keys.includes(key as K))
        this.problems.push({ place: this.at(key), message: `is not known; known are ${keys.join(', ')}` });
    const entries = keys.map((key) => [key, new Shape(given[key], this.at(key), isObject ? this.problems : [])]);
    return Object.fromEntries(entries) as { readonly [P in K]: Shape };
  }

  text(max = 200): string {
    if (typeof this.value === 'string' && this.value.trim() !== '' && this.value.length <= max) return this.value;
    this.wrong(this.absent ? 'must be given' : `must be a text of 1 to ${max} characters`);
    return '';
  }

  optionalText(max = 200): string | null {
    return this.absent ? null : this.text(max);
  }

  integer(min: number, max: number): number {
    if (typeof this.value === 'number' && Number.isInteger(this.value) && this.value >= min && this.value <= max)
      return this.value;
    this.wrong(this.absent ? 'must be given' : `must be a whole number from ${min} to ${max}`);
    return min;
  }

  isTrue(): boolean {
    if (typeof this.value !== 'boolean') this.wrong('must be true or false');
    return this.value === true;
  }

  oneOf<const T extends string>(options: readonly T[]): T {
    const found = options.find((option) => option === this.value);
    if (found === undefined) this.wrong(`must be one of ${options.join(', ')}`);
    return found ?? (options[0] as T);
  }

  list<T>(read: (each: Shape) => T, min = 1): T[] {
    const given = Array.isArray(this.value) ? (this.value as unknown[]) : [];
    if (!Array.isArray(this.value)) this.wrong(this.absent ? 'must be given' : 'must be a list');
    else if (given.length < min) this.wrong(`must have at least ${min} ${min === 1 ? 'entry' : 'entries'}`);
    return given.map((each, i) => read(new Shape(each, this.at(String(i)), this.problems)));
  }

  /** What each word of the source means: `{ "values": { "New": "NEW" } }`. */
  dictionary<T>(read: (each: Shape) => T): ReadonlyMap<string, T> {
    const { values } = this.object('values');
    const given = values.value;
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      values.wrong('must be an object: what the source says → what it becomes');
      return new Map();
    }
    const entries = Object.entries(given as Record<string, unknown>);
    return new Map(entries.map(([key, each]) => [key, read(new Shape(each, values.at(key), this.problems))]));
  }

  /** Asks the checks that commands go through, and notes what they find; gives the value in its proper spelling. */
  checked(
    check: (checks: Checks, field: string, value: string) => Checks,
    spelled: (value: string) => string = (value) => value,
  ): string {
    const value = this.text();
    const failure: Failure | undefined =
      value === '' ? undefined : check(new Checks(), 'value', value).err()?.failures[0];
    if (failure) this.wrong(`"${value}" will not do (${failure.code})`);
    return failure ? value : spelled(value);
  }

  /** Notes that something is wrong here. */
  wrong(message: string): void {
    this.problems.push({ place: this.place === '' ? 'the mapping' : this.place, message });
  }

  private at(key: string): string {
    return this.place === '' ? key : `${this.place}.${key}`;
  }
}
