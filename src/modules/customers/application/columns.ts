import { sql } from '#platform/database';

// Column lists whose names are the fields of the facts, so that rows need no mapping.

export const SECTOR_COLUMNS = sql`s.id, s.code, s.name, s.name_native as "nameNative", s.parent_id as "parentId", s.path, s.active, s.version`;

export const CUSTOMER_COLUMNS = sql`c.id, c.code, c.name, c.name_native as "nameNative", c.parent_id as "parentId",
  c.sector_id as "sectorId", c.stage, c.office_id as "officeId", c.account_manager_id as "accountManagerId", c.website,
  c.active, c.external_ref as "externalRef", c.created_at as "createdAt", c.version, c.sort_name as "sortName"`;

export const BRANCH_COLUMNS = sql`b.id, b.customer_id as "customerId", b.code, b.name, b.name_native as "nameNative", b.country,
  b.city, b.address, b.time_zone as "timeZone", b.office_id as "officeId", b.incumbent, b.active,
  b.external_ref as "externalRef", b.created_at as "createdAt", b.version, b.sort_name as "sortName"`;

export const PERSON_COLUMNS = sql`p.id, p.customer_id as "customerId", p.name, p.name_native as "nameNative", p.email, p.phone,
  p.language, p.role_title as "roleTitle", p.active, p.external_ref as "externalRef", p.created_at as "createdAt",
  p.version, p.sort_name as "sortName"`;

export const JOB_COLUMNS = sql`j.id, j.code, j.customer_id as "customerId", j.branch_id as "branchId", j.name,
  j.service_line as "serviceLine", j.country, j.city, j.site, j.office_id as "officeId", j.status,
  j.starts_on as "startsOn", j.ends_on as "endsOn", j.external_ref as "externalRef", j.created_at as "createdAt", j.version`;

/** Sorts after every id: paths below `p` lie between `p` and `p || LAST_ID`. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
