import { Field, InputType, Int } from '@nestjs/graphql';
import { Decimal, LocalDate, MutationInput, IdField, Limited } from '#platform/graphql';
import { LIMITS } from '../../basics/domain/values.js';
import { CorrectionInput } from '../../basics/graphql/correction.types.js';
import { type AssetKind, type AssetStatus, type Criticality } from '../domain/asset-kinds.js';
import { type ReadingKind } from '../domain/meter.js';
import { AssetKindEnum, AssetStatusEnum, CriticalityEnum, ReadingKindEnum } from './asset.enums.js';

const CLIENT_ID = {
  nullable: true,
  description: 'UUID made by the client: what is sent twice with the same one is recorded once, for ever.',
};
const CONFIRM = {
  nullable: true,
  description:
    'Whether it is right although it is hard to believe: the answer to READING_IMPLAUSIBLE and ROLLOVER_IMPLAUSIBLE.',
};
const READ = { description: 'The version that was read.' };

@InputType({ isAbstract: true })
abstract class AssetValuesInput extends MutationInput {
  @Limited(LIMITS.code)
  @Field(() => String, {
    nullable: true,
    description: 'Tag on the label, unique in the firm, {limits}; defaults to a free one.',
  })
  tag?: string | null;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in the script of the site.' })
  nameNative?: string | null;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Who made it.' })
  maker?: string | null;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: "The maker's name for it." })
  model?: string | null;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Serial number.' })
  serial?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Day it was installed on.' })
  installedOn?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Last day of its warranty; not before it was installed.' })
  warrantyUntil?: string | null;
  @Field(() => CriticalityEnum, { nullable: true, description: 'How much depends on it; defaults to MODERATE.' })
  criticality?: Criticality | null;
  @Limited(LIMITS.location)
  @Field(() => String, { nullable: true, description: 'Where it is, in words.' })
  location?: string | null;
}

@InputType({ description: 'A new asset: a site at a branch, or something below another asset.' })
export class CreateAssetInput extends AssetValuesInput {
  @Field(() => AssetKindEnum, { description: 'What it is; stays so for good.' })
  kind!: AssetKind;
  @Limited(LIMITS.code)
  @Field({ description: 'Code, unique among the assets of the customer: capitals, digits and . _ / -.' })
  code!: string;
  @Limited(LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @IdField('Branch', { nullable: true, description: 'SITE: the branch it is at. Others take that of what is above.' })
  branchId?: string | null;
  @IdField('Asset', { nullable: true, description: 'Its parent; required for every kind except SITE.' })
  parentId?: string | null;
  @Field(() => AssetStatusEnum, { nullable: true, description: 'Whether it is used; defaults to IN_SERVICE.' })
  status?: AssetStatus | null;
}

@InputType({ description: 'Corrections to an asset; what is left out stays, null empties.' })
export class UpdateAssetInput extends AssetValuesInput {
  @IdField('Asset', { description: 'Which asset.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @Limited(LIMITS.code)
  @Field(() => String, { nullable: true, description: 'Code, {limits}; cannot be emptied.' })
  code?: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in English, {limits}; cannot be emptied.' })
  name?: string;
}

@InputType({ description: 'Where to move an asset.' })
export class MoveAssetInput extends MutationInput {
  @IdField('Asset', { description: 'Which asset; not a site.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @IdField('Asset', { description: 'Its new parent, of the same customer.' })
  parentId!: string;
}

@InputType({ description: 'Takes an asset into or out of service, or retires it.' })
export class ChangeAssetStatusInput extends MutationInput {
  @IdField('Asset', { description: 'Which asset.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @Field(() => AssetStatusEnum, { description: 'The status to come.' })
  status!: AssetStatus;
  @Field(() => Date, { nullable: true, description: 'Since when; defaults to now, after the latest change.' })
  at?: Date | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@InputType({ description: 'A new meter of an asset.' })
export class CreateAssetMeterInput extends MutationInput {
  @IdField('Asset', { description: 'Which asset.' })
  assetId!: string;
  @Limited(LIMITS.name)
  @Field({ description: 'Name, unique among the meters of the asset.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in the script of the site.' })
  nameNative?: string | null;
  @Limited(LIMITS.unit)
  @Field({ description: 'What it counts, such as h or kWh.' })
  unit!: string;
  @Field(() => Decimal, { nullable: true, description: 'Where it begins again at zero; above zero.' })
  capacity?: string | null;
}

@InputType({ description: 'Corrections to a meter; what is left out stays.' })
export class UpdateAssetMeterInput extends MutationInput {
  @IdField('AssetMeter', { description: 'Which meter.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name, {limits}; cannot be emptied.' })
  name?: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in the script of the site, {limits}; null empties it.' })
  nameNative?: string | null;
  @Limited(LIMITS.unit)
  @Field(() => String, { nullable: true, description: 'What it counts, {limits}; cannot be emptied.' })
  unit?: string;
  @Field(() => Decimal, { nullable: true, description: 'Where it begins again at zero; null when it does not.' })
  capacity?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'False when it is not read any more.' })
  active?: boolean | null;
}

@InputType({ description: 'What a meter showed.' })
export class MeterReadingInput {
  @IdField('AssetMeter', { description: 'Which meter.' })
  meterId!: string;
  @Field({ description: 'When it was read; not in the future.' })
  at!: Date;
  @Field(() => Decimal, { description: 'What it showed, from 0, at most three digits after the point.' })
  value!: string;
  @Field(() => ReadingKindEnum, { nullable: true, description: 'How it follows the one before; defaults to READING.' })
  kind?: ReadingKind | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'With REPLACED: what the old meter showed last; defaults to what it showed at the last reading.',
  })
  finalValue?: string | null;
  @Limited(LIMITS.readingNote)
  @Field(() => String, { nullable: true, description: 'Remark.' })
  note?: string | null;
  @Field(() => Boolean, CONFIRM)
  confirmImplausible?: boolean | null;
  @Field(() => String, CLIENT_ID)
  clientId?: string | null;
}

@InputType({ description: 'What a reading should have said; what is left out stays.' })
export class CorrectMeterReadingInput extends CorrectionInput {
  @IdField('MeterReading', { description: 'Which reading.' })
  id!: string;
  @Field(() => Date, { nullable: true, description: 'When it was read; not in the future.' })
  at?: Date | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'What it showed, from 0, at most three digits after the point.',
  })
  value?: string | null;
  @Field(() => ReadingKindEnum, { nullable: true, description: 'How it follows the one before.' })
  kind?: ReadingKind | null;
  @Field(() => Decimal, { nullable: true, description: 'With REPLACED: what the old meter showed last.' })
  finalValue?: string | null;
  @Limited(LIMITS.readingNote)
  @Field(() => String, { nullable: true, description: 'Remark, {limits}; null empties it.' })
  note?: string | null;
  @Field(() => Boolean, CONFIRM)
  confirmImplausible?: boolean | null;
}

@InputType({ description: 'Which reading was a mistake.' })
export class WithdrawMeterReadingInput extends CorrectionInput {
  @IdField('MeterReading', { description: 'Which reading.' })
  id!: string;
}

@InputType({ description: 'A round of readings; all are recorded or none.' })
export class RecordMeterReadingsInput extends MutationInput {
  @Limited(LIMITS.readings)
  @Field(() => [MeterReadingInput], { description: 'Readings in any order: one or more, {limits}.' })
  readings!: MeterReadingInput[];
}

@InputType({ isAbstract: true })
abstract class FailureInput extends MutationInput {
  @Field(() => Boolean, { nullable: true, description: 'Whether the asset failed; maintenance requests only.' })
  failure?: boolean | null;
  @Field(() => Date, { nullable: true, description: 'When it went down; defaults to when the customer asked.' })
  failedAt?: Date | null;
  @Field(() => Date, {
    nullable: true,
    description: 'When it was up again; defaults to when the request is completed, and again with null.',
  })
  restoredAt?: Date | null;
}

@InputType({ description: 'Links a service request to its asset.' })
export class LinkAssetToRequestInput extends FailureInput {
  @IdField('Asset', { description: 'Which asset.' })
  assetId!: string;
  @IdField('ServiceRequest', { description: 'Which service request; of the same customer, or one above or below it.' })
  requestId!: string;
}

@InputType({ description: 'Corrections to a link between a request and an asset; omitted fields do not change.' })
export class UpdateAssetRequestInput extends FailureInput {
  @IdField('AssetRequest', { description: 'Which link (AssetRequest).' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
}

@InputType({ description: 'Which link between a request and an asset to remove.' })
export class UnlinkAssetFromRequestInput extends MutationInput {
  @IdField('AssetRequest', { description: 'Which link (AssetRequest).' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
}

@InputType({ description: 'Which assets; what is left out does not matter.' })
export class AssetFilterInput {
  @IdField('Customer', { nullable: true, description: 'Of this customer.' })
  customerId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'With customerId: of all customers below it too.' })
  includeBelow?: boolean | null;
  @IdField('Branch', { nullable: true, description: 'At this branch.' })
  branchId?: string | null;
  @IdField('Office', { nullable: true, description: 'Looked after by this office.' })
  officeId?: string | null;
  @IdField('Asset', { nullable: true, description: 'Everything below this asset.' })
  belowId?: string | null;
  @Field(() => [AssetKindEnum], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: AssetKind[] | null;
  @Field(() => [AssetStatusEnum], { nullable: true, description: 'In one of these statuses.' })
  statuses?: AssetStatus[] | null;
  @Field(() => [CriticalityEnum], { nullable: true, description: 'Of one of these criticalities.' })
  criticalities?: Criticality[] | null;
  @Field(() => LocalDate, { nullable: true, description: 'Whose warranty ends on this day or before.' })
  warrantyUntil?: string | null;
  @Limited(LIMITS.search)
  @Field(() => String, {
    nullable: true,
    description: 'Part of name, code, tag or serial number, whatever its case; {limits}.',
  })
  text?: string | null;
}
