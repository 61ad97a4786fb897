import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import {
  CurrentIds,
  ConnectionOf,
  Decimal,
  LocalDate,
  MutationPayload,
  Node,
  Reference,
  payloadsOf,
  VisibleWith,
} from '#platform/graphql';
import { CustomerType, BranchType } from '#modules/customers/graphql';
import { OfficeType, EmployeeType } from '#modules/identity/graphql';
import { ServiceRequestType } from '#modules/services/graphql';
import { WITHDRAWN } from '../../basics/graphql/correction.types.js';
import { type AssetKind, type AssetStatus, type Criticality } from '../domain/asset-kinds.js';
import { type ReadingKind } from '../domain/meter.js';
import { AssetKindEnum, AssetStatusEnum, CriticalityEnum, ReadingKindEnum } from './asset.enums.js';

const VERSION = { description: 'Grows with every change; updates send it back.' };
const unknown = (what: string) => ({ nullable: true, description: `${what}; null when not known.` });

@CurrentIds({ parentId: 'Asset' })
@VisibleWith('maintenance.read')
@ObjectType('Asset', {
  implements: () => [Node],
  description: "Something at a customer's branch that we look after: a site, a building, a system or a single item.",
})
export class AssetType extends Node {
  @Field(() => AssetKindEnum, { description: 'What it is.' })
  kind!: AssetKind;
  @Field({ description: 'Code, unique among the assets of the customer, such as LIFT-03.' })
  code!: string;
  @Field({ description: 'The text of its label (QR); unique in the firm.' })
  tag!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in the script of the site; null when it has none.' })
  nameNative!: string | null;
  @Field(() => String, unknown('Who made it'))
  maker!: string | null;
  @Field(() => String, unknown("The maker's name for it"))
  model!: string | null;
  @Field(() => String, unknown('Serial number'))
  serial!: string | null;
  @Field(() => LocalDate, unknown('Day it was installed on'))
  installedOn!: string | null;
  @Field(() => LocalDate, unknown('Last day of its warranty'))
  warrantyUntil!: string | null;
  @Field(() => AssetStatusEnum, { description: 'Whether it is used.' })
  status!: AssetStatus;
  @Field(() => CriticalityEnum, { description: 'How much depends on it.' })
  criticality!: Criticality;
  @Field(() => String, unknown('Where it is, in words'))
  location!: string | null;
  @Field({ description: 'When it was entered.' })
  createdAt!: Date;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('office', () => OfficeType, {
    description:
      'Office that looks after it: the one that serves the branch, else the one responsible for the customer.',
  })
  officeId!: string;
  @Reference('branch', () => BranchType, { description: 'Branch it is at.' })
  branchId!: string;
  @Reference('customer', () => CustomerType, { description: 'Customer it belongs to.' })
  customerId!: string;
}

@ObjectType('AssetConnection', { description: 'A page of assets.' })
export class AssetConnection extends ConnectionOf(AssetType, 'Asset') {}

@VisibleWith('maintenance.read')
@ObjectType('AssetMeter', { implements: () => [Node], description: 'A meter of an asset, such as running hours.' })
export class MeterType extends Node {
  @Field({ description: 'Name, unique among the meters of the asset.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in the script of the site; null when it has none.' })
  nameNative!: string | null;
  @Field({ description: 'What it counts, such as h or kWh.' })
  unit!: string;
  @Field(() => Decimal, { nullable: true, description: 'Where it begins again at zero; null when it does not.' })
  capacity!: string | null;
  @Field({ description: 'Whether it is read.' })
  active!: boolean;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('asset', () => AssetType, { description: 'Asset it belongs to.' })
  assetId!: string;
}

@VisibleWith('maintenance.read')
@ObjectType('MeterReading', { implements: () => [Node], description: 'What a meter showed.' })
export class ReadingType extends Node {
  @Field({ description: 'When it was read.' })
  at!: Date;
  @Field(() => Decimal, { description: 'What it showed, in units of the meter.' })
  value!: string;
  @Field(() => ReadingKindEnum, { description: 'How it follows the reading before.' })
  kind!: ReadingKind;
  @Field(() => Decimal, {
    nullable: true,
    description: 'With REPLACED: the last reading of the removed meter; null otherwise.',
  })
  finalValue!: string | null;
  @Field(() => Decimal, {
    description: 'All that went through since the first reading, whatever was replaced or began again.',
  })
  total!: string;
  @Field(() => String, { nullable: true, description: 'Remark; null without one.' })
  note!: string | null;
  @Field({ description: 'When we came to know.' })
  recordedAt!: Date;
  @Field(() => Date, WITHDRAWN)
  withdrawnAt!: Date | null;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('meter', () => MeterType, { description: 'The meter.' })
  meterId!: string;
  @Reference('readBy', () => EmployeeType, { nullable: true, description: 'Who read it; null when the system did.' })
  readById!: string | null;
}

@ObjectType('MeterReadingConnection', { description: 'A page of readings of a meter.' })
export class ReadingConnection extends ConnectionOf(ReadingType, 'MeterReading') {}

@VisibleWith('maintenance.read')
@ObjectType('AssetRequest', {
  implements: () => [Node],
  description: 'That a service request is about an asset, and whether the asset failed.',
})
export class AssetRequestType extends Node {
  @Field({ description: 'Whether the asset failed; failures count for how reliable it is.' })
  failure!: boolean;
  @Field({ description: 'When it went down: defaults to when the customer asked.' })
  failedAt!: Date;
  @Field(() => Date, {
    nullable: true,
    description: 'When it was up again: defaults to when the request was completed; null while it is not.',
  })
  restoredAt!: Date | null;
  @Field({ description: 'Whether the request was cancelled, so that it counts for nothing.' })
  void!: boolean;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'The service request; null for those who may not see service requests.',
  })
  requestId!: string | null;
  @Reference('asset', () => AssetType, { description: 'The asset.' })
  assetId!: string;
}

@ObjectType('AssetRequestConnection', { description: 'A page of requests about an asset.' })
export class AssetRequestConnection extends ConnectionOf(AssetRequestType, 'AssetRequest') {}

const hours = (what: string) => ({ description: `${what}, in hours.` });
const mean = (what: string, none: string) => ({ nullable: true, description: `${what}, in hours; null ${none}.` });

@ObjectType('AssetReliability', {
  description:
    'How reliable something was over a period, by IEC 60050-192 and EN 15341. Failures that overlap are one. With everything below it: failures and repairs of all parts added up, down while any part is.',
})
export class ReliabilityType {
  @Field({ description: 'Beginning of the period.' })
  from!: Date;
  @Field({ description: 'End of the period: now at the latest.' })
  to!: Date;
  @Field(() => Int, { description: 'Failures that began in the period, while in service.' })
  failures!: number;
  @Field(() => Int, { description: 'Failures that were not restored by the end of the period.' })
  openFailures!: number;
  @Field(() => Int, { description: 'Failures that were restored in the period.' })
  repairs!: number;
  @Field(() => Float, hours('Time in service'))
  inServiceHours!: number;
  @Field(() => Float, hours('Time in service less the time down'))
  operatingHours!: number;
  @Field(() => Float, hours('Time down while in service'))
  downHours!: number;
  @Field(() => Float, mean('Mean time between failures: operating time ÷ failures', 'without a failure'))
  mtbfHours!: number | null;
  @Field(() => Float, mean('Mean time to restore: whole restoration time of the repairs ÷ repairs', 'without a repair'))
  mttrHours!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Operating time ÷ time in service, from 0 to 1; null when it was not in service.',
  })
  availability!: number | null;
}

@ObjectType('RankedAsset', { description: 'An asset and how reliable it was.' })
export class RankedAssetType {
  @Field(() => ReliabilityType, { description: 'Of the asset alone.' })
  reliability!: ReliabilityType;
  @Reference('asset', () => AssetType, { description: 'The asset.' })
  assetId!: string;
}

const ANSWER = { description: 'What became of it.' };
export const {
  CreateAssetPayload,
  UpdateAssetPayload,
  MoveAssetPayload,
  ChangeAssetStatusPayload,
  UnlinkAssetFromRequestPayload,
} = payloadsOf(
  'asset',
  AssetType,
  'The asset as it is now; null when the change was not made.',
  'createAsset',
  'updateAsset',
  'moveAsset',
  'changeAssetStatus',
  'unlinkAssetFromRequest',
);
export const { CreateAssetMeterPayload: CreateMeterPayload, UpdateAssetMeterPayload: UpdateMeterPayload } = payloadsOf(
  'meter',
  MeterType,
  'The meter as it is now; null when the change was not made.',
  'createAssetMeter',
  'updateAssetMeter',
);

export const { CorrectMeterReadingPayload, WithdrawMeterReadingPayload } = payloadsOf(
  'reading',
  ReadingType,
  'The reading as it is now; null when the change was not made.',
  'correctMeterReading',
  'withdrawMeterReading',
);

@ObjectType('RecordMeterReadingsPayload', ANSWER)
export class RecordReadingsPayload extends MutationPayload {
  @Field(() => [ReadingType], {
    nullable: true,
    description: 'The readings as they are kept, in the order of the input; null when none was recorded.',
  })
  readings?: ReadingType[] | null;
}
export const { LinkAssetToRequestPayload: LinkAssetPayload, UpdateAssetRequestPayload } = payloadsOf(
  'assetRequest',
  AssetRequestType,
  'The link; null when it was not created.',
  'linkAssetToRequest',
  'updateAssetRequest',
);
