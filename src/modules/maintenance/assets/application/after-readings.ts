import { type Ctx } from '#platform/context';

/** What has to happen when meters were read, in the same transaction. Plans, which know assets, provide it. */
export abstract class AfterReadings {
  abstract afterReadings(ctx: Ctx, meterIds: readonly string[], now: Date): Promise<void>;
}
