import { type INestApplicationContext } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';

/** What the steps of seeding share: the application, who acts, and the ids of what has been written so far. */
export class SeedContext {
  /** By code. */
  readonly offices = new Map<string, string>();
  readonly regions = new Map<string, string>();
  readonly customers = new Map<string, string>();
  readonly jobs = new Map<string, string>();
  readonly contactTypes = new Map<string, string>();
  readonly calendars = new Map<string, string>();
  /** By e-mail address. */
  readonly employees = new Map<string, string>();
  /** By key. */
  readonly branches = new Map<string, string>();
  readonly persons = new Map<string, string>();

  constructor(
    private readonly app: Pick<INestApplicationContext, 'get'>,
    readonly ctx: Ctx,
    /** The instant of seeding. */
    readonly now: Date,
  ) {}

  /** The same work in the name of a colleague: what keeps who did it says so. */
  as(email: string): Ctx {
    const actor = { ...this.ctx.actor, kind: 'employee' as const, id: idOf(this.employees, email), name: email };
    return { ...this.ctx, actor, memo: new Map() };
  }

  /** A use case of the application. */
  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(token as never, { strict: false });
  }
}

/** The id under a name; that there is none is a bug of the demo. */
export function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`the demo has not written ${name}`);
  return id;
}

/** What was made; the demo's own data are never wrong, so a failure is a bug. */
export function made<T>(result: Result<T>, what: unknown): T {
  if (!result.ok)
    throw new Error(`refused: ${JSON.stringify(result.failures)} for ${JSON.stringify(what)?.slice(0, 400)}`);
  return result.value;
}

/** Gives a bulk door its commands in pages and keeps the ids of what it made under their names. */
export async function inPages<C>(
  commands: readonly C[],
  size: number,
  door: (page: readonly C[]) => Promise<readonly Result<{ readonly id: string }>[]>,
  keep: (command: C, id: string) => void,
): Promise<void> {
  for (let from = 0; from < commands.length; from += size) {
    const page = commands.slice(from, from + size);
    const results = await door(page);
    results.forEach((result, i) => keep(page[i] as C, made(result, page[i]).id));
  }
}
