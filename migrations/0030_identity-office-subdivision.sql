-- Up Migration

-- Part of the country whose public holidays the office keeps: ISO 3166-2 without the country, such as NSW.
alter table identity.office
  add column subdivision text constraint office_subdivision_check check (subdivision ~ '^[A-Z0-9]{1,3}$');

-- Down Migration
alter table identity.office drop column subdivision;
