import { type Failure } from '#kernel';
import { checkLifeCycle, type LifeCycleCode, type LifeCycleDraft } from './check-life-cycle.js';
import { type LifeCycle, type Status } from './life-cycle.js';

export type PlanCode = LifeCycleCode | 'STATUS_IN_USE' | 'CATEGORY_IN_USE';

/** A status that is not to be used any more, and where its requests go. */
export interface Retirement {
  readonly status: Status;
  /** Key of a status of the draft; null when nothing stands there and nothing like it is left. */
  readonly to: string | null;
  /** How many requests stand in it now. */
  readonly requests: number;
}

/** What a new life cycle comes to, and everything that stands against it. */
export interface LifeCyclePlan {
  readonly problems: readonly Failure<PlanCode>[];
  readonly retirements: readonly Retirement[];
}

/**
 * Compares a new life cycle with the present one. `requests`: how many stand in each status, by its id. What requests
 * stand in is not taken from under them: a status says where they go, and keeps its meaning while they are there.
 */
export function planLifeCycle(
  draft: LifeCycleDraft,
  present: LifeCycle | undefined,
  requests: ReadonlyMap<string, number>,
): LifeCyclePlan {
  const problems: Failure<PlanCode>[] = checkLifeCycle(draft, present);
  const byKey = new Map(draft.statuses.map((s) => [s.key, s]));
  const retirements: Retirement[] = [];
  for (const status of present?.statuses ?? []) {
    const stays = byKey.get(status.key);
    const count = requests.get(status.id) ?? 0;
    if (stays) {
      if (stays.category !== status.category && count > 0)
        problems.push({
          code: 'CATEGORY_IN_USE',
          field: `statuses.${draft.statuses.indexOf(stays)}.category`,
          params: { status: status.key, category: status.category, count },
        });
      continue;
    }
    const told = draft.moveRequestsTo?.find((m) => m.from === status.key)?.to;
    if (status.retired && told === undefined) continue;
    // Without a word only nothing goes: what comes in at this very moment follows to a status of the same meaning.
    const alike = draft.statuses.find((s) => s.category === status.category)?.key ?? null;
    retirements.push({ status, to: told ?? alike, requests: count });
    if (told === undefined && count > 0)
      problems.push({ code: 'STATUS_IN_USE', field: 'moveRequestsTo', params: { status: status.key, count } });
  }
  return { problems, retirements };
}
