import { Checks } from '#kernel';
import { CODE, CODE_EXPECTED, LIMITS } from '../../basics/domain/values.js';
import {
  ASSET_KINDS,
  type AssetKind,
  ASSET_STATUSES,
  type AssetStatus,
  CRITICALITIES,
  type Criticality,
} from './asset-kinds.js';

/** What can be said of an asset. */
export interface AssetValues {
  /** Unique among the assets of the customer. */
  readonly code: string;
  /** Unique in the firm; defaults to a free one (A-000123). */
  readonly tag?: string | null;
  readonly name: string;
  readonly nameNative?: string | null;
  readonly maker?: string | null;
  readonly model?: string | null;
  readonly serial?: string | null;
  /** `YYYY-MM-DD` */
  readonly installedOn?: string | null;
  readonly warrantyUntil?: string | null;
  readonly criticality?: Criticality | null;
  readonly location?: string | null;
}

export interface NewAsset extends AssetValues {
  readonly kind: AssetKind;
  /** SITE: where it is. Others take the branch of what they stand below. */
  readonly branchId?: string | null;
  readonly parentId?: string | null;
  /** In lists: the code of an asset further up in the list, instead of parentId. */
  readonly parentCode?: string | null;
  readonly status?: AssetStatus | null;
  /** `source:key` in the system it was taken over from. */
  readonly externalRef?: string | null;
}

const OLDEST = '1800-01-01';
const LATEST = '2199-12-31';

/** `whole`: what must be given is looked for too. */
export function checkAsset(cmd: Partial<NewAsset>, whole: boolean): Checks {
  const checks = new Checks()
    .pattern('tag', cmd.tag, CODE, CODE_EXPECTED)
    .pattern('code', cmd.code, CODE, CODE_EXPECTED)
    .text('nameNative', cmd.nameNative, { ...LIMITS.name, optional: true })
    .text('maker', cmd.maker, { ...LIMITS.name, optional: true })
    .text('model', cmd.model, { ...LIMITS.name, optional: true })
    .text('serial', cmd.serial, { ...LIMITS.name, optional: true })
    .text('location', cmd.location, { ...LIMITS.location, optional: true })
    .text('externalRef', cmd.externalRef, { ...LIMITS.name, optional: true })
    .date('installedOn', cmd.installedOn, { from: OLDEST, to: LATEST })
    .date('warrantyUntil', cmd.warrantyUntil, { from: cmd.installedOn ?? OLDEST, to: LATEST })
    .oneOf('criticality', cmd.criticality, CRITICALITIES)
    .oneOf('kind', cmd.kind, ASSET_KINDS)
    .oneOf('status', cmd.status, ASSET_STATUSES);
  if (whole) checks.required('kind', cmd.kind);
  if (whole || cmd.code !== undefined) checks.required('code', cmd.code);
  if (whole || cmd.name !== undefined) checks.text('name', cmd.name, LIMITS.name);
  return checks;
}

/** Something at a customer's branch that we look after. */
export interface Asset {
  readonly id: string;
  readonly customerId: string;
  readonly branchId: string;
  /** The office that serves the branch, else the one responsible for the customer. */
  readonly officeId: string;
  readonly parentId: string | null;
  /** Ids from the site down to this asset itself. */
  readonly path: readonly string[];
  readonly kind: AssetKind;
  readonly code: string;
  /** Unique in the firm; on the label. */
  readonly tag: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly maker: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly installedOn: string | null;
  readonly warrantyUntil: string | null;
  readonly status: AssetStatus;
  readonly criticality: Criticality;
  readonly location: string | null;
  readonly externalRef: string | null;
  readonly createdAt: Date;
  readonly version: number;
}
