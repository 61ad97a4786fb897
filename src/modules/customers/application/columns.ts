import { Columns, sql } from '#platform/database';
import { type Branch, type Customer, type Job, type Person } from '../domain/facts.js';

// Column lists whose names are the fields of the facts, so that rows need no mapping.

export const SECTOR_COLUMNS = sql`s.id, s.code, s.name, s.name_native as "nameNative", s.parent_id as "parentId", s.path, s.active, s.version`;

export const CUSTOMER = new Columns<Customer>(
  {
    id: 'c.id',
    code: 'c.code',
    name: 'c.name',
    nameNative: 'c.name_native',
    parentId: 'c.parent_id',
    sectorId: 'c.sector_id',
    stage: 'c.stage',
    officeId: 'c.office_id',
    accountManagerId: 'c.account_manager_id',
    website: 'c.website',
    active: 'c.active',
    externalRef: 'c.external_ref',
    createdAt: 'c.created_at',
    version: 'c.version',
    sortName: 'c.sort_name',
  },
  {
    parent: ['parentId'],
    sector: ['sectorId'],
    responsibleOffice: ['officeId'],
    accountManager: ['accountManagerId'],
    children: [],
    branches: [],
    persons: [],
    jobs: [],
  },
);
export const CUSTOMER_COLUMNS = CUSTOMER.all;

export const BRANCH = new Columns<Branch>(
  {
    id: 'b.id',
    customerId: 'b.customer_id',
    code: 'b.code',
    name: 'b.name',
    nameNative: 'b.name_native',
    country: 'b.country',
    city: 'b.city',
    address: 'b.address',
    timeZone: 'b.time_zone',
    officeId: 'b.office_id',
    incumbent: 'b.incumbent',
    active: 'b.active',
    externalRef: 'b.external_ref',
    createdAt: 'b.created_at',
    version: 'b.version',
    sortName: 'b.sort_name',
  },
  { customer: ['customerId'], office: ['officeId'], persons: [], jobs: [] },
);
export const BRANCH_COLUMNS = BRANCH.all;

export const PERSON = new Columns<Person>(
  {
    id: 'p.id',
    customerId: 'p.customer_id',
    name: 'p.name',
    nameNative: 'p.name_native',
    email: 'p.email',
    phone: 'p.phone',
    phoneE164: 'p.phone_e164',
    language: 'p.language',
    roleTitle: 'p.role_title',
    active: 'p.active',
    externalRef: 'p.external_ref',
    createdAt: 'p.created_at',
    version: 'p.version',
    sortName: 'p.sort_name',
  },
  { customer: ['customerId'], branches: [], moves: [] },
);
export const PERSON_COLUMNS = PERSON.all;

export const JOB = new Columns<Job>(
  {
    id: 'j.id',
    code: 'j.code',
    customerId: 'j.customer_id',
    branchId: 'j.branch_id',
    name: 'j.name',
    serviceLine: 'j.service_line',
    country: 'j.country',
    city: 'j.city',
    site: 'j.site',
    officeId: 'j.office_id',
    status: 'j.status',
    startsOn: 'j.starts_on',
    endsOn: 'j.ends_on',
    externalRef: 'j.external_ref',
    createdAt: 'j.created_at',
    version: 'j.version',
  },
  {
    customer: ['customerId'],
    branch: ['branchId'],
    responsibleOffice: ['officeId'],
  },
);
export const JOB_COLUMNS = JOB.all;

/** Sorts after every id: paths below `p` lie between `p` and `p || LAST_ID`. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
