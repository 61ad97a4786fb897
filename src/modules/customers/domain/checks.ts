import { Checks, blankToNull, atMostItems, proseOf, textOf } from '#kernel';
import { SERVICE_LINES, type ServiceLine } from '#modules/vocabulary';
import { isPhone, PHONE_FORM } from './phone.js';
import { JOB_STATUSES, STAGES, type JobStatus, type Stage } from './values.js';

/** What is changed; what is left out (undefined) stays. */
type Changes<T> = { readonly [K in keyof T]?: T[K] };

export interface SectorAttributes {
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly parentId: string | null;
  readonly active: boolean;
}

export interface CustomerAttributes {
  readonly name: string;
  readonly nameNative: string | null;
  readonly sectorId: string | null;
  readonly stage: Stage;
  /** The responsible office. */
  readonly officeId: string;
  readonly accountManagerId: string | null;
  readonly website: string | null;
  readonly active: boolean;
}

export interface BranchAttributes {
  readonly name: string;
  readonly nameNative: string | null;
  readonly country: string;
  readonly city: string | null;
  readonly address: string | null;
  readonly timeZone: string;
  readonly officeId: string | null;
  readonly incumbent: string | null;
  readonly active: boolean;
}

export interface PersonAttributes {
  readonly name: string;
  readonly nameNative: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: string | null;
  readonly roleTitle: string | null;
  readonly active: boolean;
}

export interface JobAttributes {
  readonly name: string;
  readonly branchId: string | null;
  readonly serviceLine: ServiceLine;
  readonly country: string;
  readonly city: string | null;
  readonly site: string | null;
  readonly officeId: string;
  readonly status: JobStatus;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

export type SectorChanges = Changes<SectorAttributes>;
export type CustomerChanges = Changes<CustomerAttributes>;
export type BranchChanges = Changes<BranchAttributes>;
export type PersonChanges = Changes<PersonAttributes>;
export type JobChanges = Changes<JobAttributes>;

/** What only creation can give. */
interface Identified {
  /** Made when not given. */
  readonly code?: string | null;
  /** `source:key` of where it was taken over from; a second command with the same one finds the first. */
  readonly externalRef?: string | null;
}

export type NewSector = SectorChanges & Pick<SectorAttributes, 'code' | 'name'>;
export type NewCustomer = CustomerChanges &
  Pick<CustomerAttributes, 'name' | 'officeId'> &
  Identified & { readonly parentId?: string | null };
export type NewBranch = BranchChanges &
  Pick<BranchAttributes, 'name' | 'country' | 'timeZone'> &
  Identified & { readonly customerId: string };
export type NewPerson = PersonChanges &
  Pick<PersonAttributes, 'name'> &
  Omit<Identified, 'code'> & { readonly customerId: string; readonly branchIds?: readonly string[] | null };
export type NewJob = JobChanges &
  Pick<JobAttributes, 'name' | 'serviceLine' | 'country' | 'officeId'> &
  Identified & { readonly customerId: string };

export const LIMITS = {
  code: textOf(40, 2),
  name: textOf(200),
  website: textOf(300),
  city: textOf(120),
  address: proseOf(500),
  incumbent: textOf(200),
  language: textOf(35),
  roleTitle: textOf(200),
  site: textOf(200),
  email: textOf(254),
  externalRef: textOf(200),
  /** Branches one person can be created at; more are linked afterwards. */
  branches: atMostItems(100),
  /** Of a filter. */
  search: textOf(200),
  codes: atMostItems(200),
} as const;

const CODE = new RegExp(`^[A-Z0-9][A-Z0-9._/-]{${LIMITS.code.min - 1},${LIMITS.code.max - 1}}$`);
const CODE_FORM = `${LIMITS.code.min} to ${LIMITS.code.max} capital letters, digits and . _ / -, such as C-000123`;
const SECTOR_CODE = new RegExp(`^[A-Z0-9][A-Z0-9-]{${LIMITS.code.min - 1},${LIMITS.code.max - 1}}$`);
const SECTOR_CODE_FORM = `${LIMITS.code.min} to ${LIMITS.code.max} capital letters, digits and hyphens, such as REAL-ESTATE`;
const WEBSITE = /^https?:\/\/[^\s/?#.]+(\.[^\s/?#.]+)+([/?#]\S*)?$/i;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
/** Dates of jobs outside these are slips of the keyboard. */
const DATES = { from: '1950-01-01', to: '2100-12-31' };

const names = (checks: Checks, cmd: { name?: string | null; nameNative?: string | null }, isNew: boolean): Checks => {
  if (isNew || cmd.name !== undefined) checks.text('name', cmd.name, LIMITS.name);
  return checks.text('nameNative', cmd.nameNative, { ...LIMITS.name, optional: true });
};

/** Attributes that must not be emptied, and must be there from the start when `isNew`. */
function needs<T extends object>(checks: Checks, cmd: T, isNew: boolean, always: (keyof T & string)[]): Checks {
  for (const field of always) if (isNew || cmd[field] !== undefined) checks.required(field, cmd[field]);
  return checks;
}

const identified = (checks: Checks, cmd: Identified): Checks =>
  checks
    .pattern('code', cmd.code, CODE, CODE_FORM)
    .text('externalRef', cmd.externalRef, { ...LIMITS.externalRef, optional: true })
    .pattern('externalRef', cmd.externalRef || null, /^[^\s:]+:\S(.*\S)?$/s, 'source:key, such as crm:4711');

export function checkSector(cmd: SectorChanges, isNew: boolean): Checks {
  const checks = names(new Checks(), cmd, isNew).pattern('code', cmd.code, SECTOR_CODE, SECTOR_CODE_FORM);
  return needs(checks, cmd, isNew, ['code']).keepRequired(cmd, ['active']);
}

export function checkCustomer(cmd: CustomerChanges, isNew: boolean): Checks {
  const checks = names(new Checks(), cmd, isNew)
    .oneOf('stage', cmd.stage, STAGES)
    .text('website', cmd.website, { ...LIMITS.website, optional: true })
    .pattern('website', cmd.website || null, WEBSITE, 'a web address such as https://www.example.com');
  return needs(checks, cmd, isNew, ['officeId']).keepRequired(cmd, ['stage', 'active']);
}

export function checkBranch(cmd: BranchChanges, isNew: boolean): Checks {
  const checks = names(new Checks(), cmd, isNew)
    .country('country', cmd.country)
    .timeZone('timeZone', cmd.timeZone)
    .text('city', cmd.city, { ...LIMITS.city, optional: true })
    .text('address', cmd.address, { ...LIMITS.address, optional: true })
    .text('incumbent', cmd.incumbent, { ...LIMITS.incumbent, optional: true });
  return needs(checks, cmd, isNew, ['country', 'timeZone']).keepRequired(cmd, ['active']);
}

export function checkPerson(cmd: PersonChanges, isNew: boolean): Checks {
  const checks = names(new Checks(), cmd, isNew)
    .email('email', blankToNull(cmd.email) ?? null)
    .matches('phone', blankToNull(cmd.phone) ?? null, isPhone, PHONE_FORM)
    .pattern('language', cmd.language || null, LANGUAGE, 'a BCP 47 tag such as en or zh-Hant')
    .text('language', cmd.language, { ...LIMITS.language, optional: true })
    .text('roleTitle', cmd.roleTitle, { ...LIMITS.roleTitle, optional: true });
  return checks.keepRequired(cmd, ['active']);
}

export function checkJob(cmd: JobChanges, isNew: boolean): Checks {
  const checks = names(new Checks(), cmd, isNew)
    .oneOf('serviceLine', cmd.serviceLine, SERVICE_LINES)
    .oneOf('status', cmd.status, JOB_STATUSES)
    .country('country', cmd.country)
    .text('city', cmd.city, { ...LIMITS.city, optional: true })
    .text('site', cmd.site, { ...LIMITS.site, optional: true })
    .date('startsOn', cmd.startsOn, DATES)
    .date('endsOn', cmd.endsOn, DATES);
  return needs(checks, cmd, isNew, ['serviceLine', 'country', 'officeId']).keepRequired(cmd, ['status']);
}

export const checkNewCustomer = (cmd: NewCustomer): Checks => identified(checkCustomer(cmd, true), cmd);
export const checkNewBranch = (cmd: NewBranch): Checks => identified(checkBranch(cmd, true), cmd);
export const checkNewJob = (cmd: NewJob): Checks => identified(checkJob(cmd, true), cmd);
export const checkNewPerson = (cmd: NewPerson): Checks =>
  identified(checkPerson(cmd, true), cmd).atMost('branchIds', cmd.branchIds, LIMITS.branches);
