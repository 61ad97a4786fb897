/** What can be corrected, or withdrawn, after it was recorded. */
export const CORRECTED_ENTRIES = ['METER_READING', 'VISIT', 'LABOUR', 'PART_USE', 'FINDING'] as const;
export type CorrectedEntry = (typeof CORRECTED_ENTRIES)[number];

export const CORRECTION_ACTIONS = ['CORRECTED', 'WITHDRAWN'] as const;
export type CorrectionAction = (typeof CORRECTION_ACTIONS)[number];

/** A correction of an entry. Never changed: of several the latest says what counts. */
export interface Correction {
  readonly id: string;
  readonly entry: CorrectedEntry;
  readonly entryId: string;
  readonly action: CorrectionAction;
  readonly reason: string;
  /** The values that were changed, by name; instants in ISO 8601. */
  readonly before: Readonly<Record<string, Value>>;
  /** Null when the entry was withdrawn. */
  readonly after: Readonly<Record<string, Value>> | null;
  readonly correctedAt: Date;
  readonly correctedById: string | null;
}

type Value = string | number | boolean | null;

/** A value as a correction keeps it. */
const kept = (value: unknown): Value => (value instanceof Date ? value.toISOString() : ((value ?? null) as Value));

/** Of two states of an entry the values that differ, before and after. */
export function differences<T extends object>(
  before: T,
  after: T,
): { readonly before: Record<string, Value>; readonly after: Record<string, Value> } {
  const names = Object.keys(after).filter((name) => kept(before[name as keyof T]) !== kept(after[name as keyof T]));
  const of = (state: T): Record<string, Value> =>
    Object.fromEntries(names.map((name) => [name, kept(state[name as keyof T])]));
  return { before: of(before), after: of(after) };
}
