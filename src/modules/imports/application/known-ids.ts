import { type Err, type Result } from '#kernel';

type Made = Result<{ readonly id: string; readonly created: boolean }>;

/** Ids by the source's own keys: those that are committed, and those of the batch that is being taken. */
export class KnownIds {
  private readonly committed = new Map<string, string>();

  /** Makes sure that all keys have an id; `make` is asked for those that are not known yet. */
  async ensure(
    keys: Iterable<string | null>,
    make: (keys: readonly string[]) => Promise<readonly Made[]>,
  ): Promise<BatchIds> {
    const missing = [...new Set(keys)].filter((key): key is string => key !== null && !this.committed.has(key));
    const ids = new BatchIds(this.committed);
    if (missing.length > 0) ids.add(missing, await make(missing));
    return ids;
  }
}

/** The ids that a batch can use. */
export class BatchIds {
  private readonly mine = new Map<string, string>();
  private readonly refused = new Map<string, Err>();
  /** Keys of what was made for this batch. */
  readonly created = new Set<string>();

  constructor(private readonly committed: Map<string, string>) {}

  add(keys: readonly string[], made: readonly Made[]): void {
    keys.forEach((key, i) => {
      const result = made[i];
      if (!result) throw new Error(`nothing was answered for ${key}`);
      if (!result.ok) this.refused.set(key, result);
      else {
        this.mine.set(key, result.value.id);
        if (result.value.created) this.created.add(key);
      }
    });
  }

  id(key: string | null): string | null {
    return key === null ? null : (this.mine.get(key) ?? this.committed.get(key) ?? null);
  }

  /** Why there is no id for it. */
  failure(key: string | null): Err | undefined {
    return key === null ? undefined : this.refused.get(key);
  }

  remember(): void {
    for (const [key, id] of this.mine) this.committed.set(key, id);
  }
}
