import { type Ctx } from '#platform/context';

/** What has to happen when meters were read, in the same transaction. Plans, which know assets, provide it. */
export abstract class AfterReadings {
  abstract afterReadings(ctx: Ctx, meterIds: readonly string[], now: Date): Promise<void>;

  /** After a reading was corrected or withdrawn: `moved` has the totals that readings had, and have instead (null: none). */
  abstract afterCorrection(
    ctx: Ctx,
    meterId: string,
    moved: ReadonlyMap<string, string | null>,
    now: Date,
  ): Promise<void>;
}
