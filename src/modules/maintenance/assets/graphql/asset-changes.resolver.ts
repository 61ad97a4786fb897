import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, Mutations, staleAs } from '#platform/graphql';
import { commandOf } from '../../basics/graphql/command.js';
import { ChangeAsset } from '../application/change-asset.js';
import { CorrectReading } from '../application/correct-reading.js';
import { CreateAssets } from '../application/create-assets.js';
import { LinkRequest } from '../application/link-request.js';
import { RecordReadings } from '../application/record-readings.js';
import { SaveMeter } from '../application/save-meter.js';
import {
  ChangeAssetStatusInput,
  CorrectMeterReadingInput,
  CreateAssetInput,
  CreateAssetMeterInput,
  LinkAssetToRequestInput,
  MoveAssetInput,
  RecordMeterReadingsInput,
  UnlinkAssetFromRequestInput,
  UpdateAssetInput,
  UpdateAssetMeterInput,
  UpdateAssetRequestInput,
  WithdrawMeterReadingInput,
} from './asset.inputs.js';
import {
  AssetType,
  ChangeAssetStatusPayload,
  CorrectMeterReadingPayload,
  CreateAssetPayload,
  CreateMeterPayload,
  LinkAssetPayload,
  MoveAssetPayload,
  RecordReadingsPayload,
  UnlinkAssetFromRequestPayload,
  UpdateAssetPayload,
  UpdateAssetRequestPayload,
  UpdateMeterPayload,
  WithdrawMeterReadingPayload,
} from './asset.types.js';
import { AssetLoaders } from './asset-loaders.js';

const INPUT = { description: 'What to do.' };
const MANAGE = 'For offices that `maintenance.manage-assets` reaches.';
const WORK = 'For offices that `maintenance.work` reaches.';

interface Answered {
  readonly id: string;
}

@Resolver(() => AssetType)
export class AssetChangesResolver {
  constructor(
    private readonly creating: CreateAssets,
    private readonly changing: ChangeAsset,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => CreateAssetPayload, { description: `Enters an asset. ${MANAGE}` })
  @Requires('maintenance.manage-assets')
  async createAsset(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateAssetInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.creating.run(ctx, cmd));
  }

  @Mutation(() => UpdateAssetPayload, { description: `Corrects what is said of an asset. ${MANAGE}` })
  @Requires('maintenance.manage-assets')
  async updateAsset(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateAssetInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.changing.update(ctx, cmd));
  }

  @Mutation(() => MoveAssetPayload, {
    description: `Moves an asset, with everything below it, below another of the same customer. ${MANAGE}`,
  })
  @Requires('maintenance.manage-assets')
  async moveAsset(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: MoveAssetInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.changing.move(ctx, cmd));
  }

  @Mutation(() => ChangeAssetStatusPayload, {
    description: `Takes an asset into or out of service, or retires it; operating time is counted by it. ${MANAGE}`,
  })
  @Requires('maintenance.manage-assets')
  async changeAssetStatus(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: ChangeAssetStatusInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.changing.setStatus(ctx, cmd));
  }

  private answer(ctx: Ctx, input: { clientMutationId?: string | null }, run: () => Promise<Result<Answered>>) {
    return this.mutations.run(ctx, input, 'asset', run);
  }
}

@Resolver()
export class MeterChangesResolver {
  constructor(
    private readonly meters: SaveMeter,
    private readonly readings: RecordReadings,
    private readonly correcting: CorrectReading,
    private readonly loaders: AssetLoaders,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => CreateMeterPayload, { description: `Gives an asset a meter. ${MANAGE}` })
  @Requires('maintenance.manage-assets')
  async createAssetMeter(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateAssetMeterInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.meters.create(ctx, cmd));
  }

  @Mutation(() => UpdateMeterPayload, { description: `Corrects a meter. ${MANAGE}` })
  @Requires('maintenance.manage-assets')
  async updateAssetMeter(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateAssetMeterInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.meters.update(ctx, cmd));
  }

  @Mutation(() => RecordReadingsPayload, {
    description: `Records what meters show, one or a whole round of them. ${WORK} And for assets that one has work at.`,
  })
  @Requires('maintenance.work')
  async recordMeterReadings(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RecordMeterReadingsInput) {
    const cmds = input.readings.map((reading, i) => commandOf(reading, `readings.${i}.`));
    return this.mutations.run(
      ctx,
      input,
      'readings',
      () => this.readings.run(ctx, cmds),
      ({ ids }) => Promise.all(ids.map((id) => load(ctx, this.loaders.readingById, id))),
    );
  }

  @Mutation(() => CorrectMeterReadingPayload, {
    description: `Corrects a reading that was mistyped; its history keeps what it said. Totals after it, and plans that go by the meter, follow. ${WORK} And for assets that one has work at.`,
  })
  @Requires('maintenance.work')
  async correctMeterReading(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CorrectMeterReadingInput) {
    const cmd = commandOf(input);
    return this.mutations.run(ctx, input, 'reading', () => this.correcting.correct(ctx, cmd));
  }

  @Mutation(() => WithdrawMeterReadingPayload, {
    description: `Withdraws a reading that was a mistake: it counts for nothing, its history stays. ${WORK} And for assets that one has work at.`,
  })
  @Requires('maintenance.work')
  async withdrawMeterReading(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: WithdrawMeterReadingInput) {
    const cmd = commandOf(input);
    return this.mutations.run(ctx, input, 'reading', () => this.correcting.withdraw(ctx, cmd));
  }

  private answer(ctx: Ctx, input: { clientMutationId?: string | null }, run: () => Promise<Result<Answered>>) {
    return this.mutations.run(ctx, input, 'meter', run);
  }
}

@Resolver()
export class AssetRequestChangesResolver {
  constructor(
    private readonly linking: LinkRequest,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => LinkAssetPayload, {
    description: `Links a service request to an asset, optionally as a failure of it. ${WORK}`,
  })
  @Requires('maintenance.work')
  async linkAssetToRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: LinkAssetToRequestInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.linking.link(ctx, cmd));
  }

  @Mutation(() => UpdateAssetRequestPayload, {
    description: `Records whether a request was a failure, and when the asset went down and was restored. ${WORK}`,
  })
  @Requires('maintenance.work')
  async updateAssetRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateAssetRequestInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.linking.update(ctx, cmd));
  }

  @Mutation(() => UnlinkAssetFromRequestPayload, {
    description: `Removes the link between a request and an asset; returns the asset. ${WORK}`,
  })
  @Requires('maintenance.work')
  async unlinkAssetFromRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UnlinkAssetFromRequestInput) {
    const cmd = commandOf(input);
    return this.mutations.run(ctx, input, 'asset', () => staleAs('AssetRequest', this.linking.unlink(ctx, cmd)));
  }

  private answer(ctx: Ctx, input: { clientMutationId?: string | null }, run: () => Promise<Result<Answered>>) {
    return this.mutations.run(ctx, input, 'assetRequest', run);
  }
}
