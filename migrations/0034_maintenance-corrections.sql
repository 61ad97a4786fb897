-- Up Migration

-- What was recorded by mistake is corrected or withdrawn, with a reason. An entry says what counts now; what is withdrawn
-- stays and counts for nothing.
alter table maintenance.meter_reading add column withdrawn_at timestamptz(3), add column version integer not null default 1;
alter table maintenance.visit add column withdrawn_at timestamptz(3);
alter table maintenance.labour add column withdrawn_at timestamptz(3), add column version integer not null default 1;
alter table maintenance.part_use add column withdrawn_at timestamptz(3), add column version integer not null default 1;
alter table maintenance.finding add column withdrawn_at timestamptz(3);

-- The time of a reading that was withdrawn is free again.
alter table maintenance.meter_reading drop constraint meter_reading_key;
create unique index meter_reading_key on maintenance.meter_reading (meter_id, at) where withdrawn_at is null;
create index meter_reading_meter on maintenance.meter_reading (meter_id, at, id);

-- What was corrected: exactly one entry, what it said before and says since then.
create table maintenance.correction (
  id uuid primary key,
  meter_reading_id uuid constraint correction_meter_reading_fk references maintenance.meter_reading on delete cascade,
  visit_id uuid constraint correction_visit_fk references maintenance.visit on delete cascade,
  labour_id uuid constraint correction_labour_fk references maintenance.labour on delete cascade,
  part_use_id uuid constraint correction_part_use_fk references maintenance.part_use on delete cascade,
  finding_id uuid constraint correction_finding_fk references maintenance.finding on delete cascade,
  action text not null constraint correction_action_check check (action in ('CORRECTED', 'WITHDRAWN')),
  reason text not null,
  -- The values that differ, by their names in the API; after is null where the entry was withdrawn.
  before jsonb not null,
  after jsonb,
  corrected_at timestamptz(3) not null,
  corrected_by uuid constraint correction_corrected_by_fk references identity.employee,
  constraint correction_entry_check
    check (num_nonnulls(meter_reading_id, visit_id, labour_id, part_use_id, finding_id) = 1),
  constraint correction_after_check check ((action = 'WITHDRAWN') = (after is null))
);
create index correction_meter_reading on maintenance.correction (meter_reading_id, id) where meter_reading_id is not null;
create index correction_visit on maintenance.correction (visit_id, id) where visit_id is not null;
create index correction_labour on maintenance.correction (labour_id, id) where labour_id is not null;
create index correction_part_use on maintenance.correction (part_use_id, id) where part_use_id is not null;
create index correction_finding on maintenance.correction (finding_id, id) where finding_id is not null;
create index correction_corrected_by on maintenance.correction (corrected_by) where corrected_by is not null;

create function maintenance.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name;
end $$;
create trigger append_only before update on maintenance.correction
  for each row execute function maintenance.refuse_rewriting();
create trigger audit after insert or delete on maintenance.correction for each row execute function platform.audit();

-- Down Migration
-- What was withdrawn would count again, so it goes; the audit trail keeps it.
select set_config('meridian.ctx', '{"actor": null, "via": "cli", "request": "migration 0034 down"}', true);
drop table maintenance.correction;
drop function maintenance.refuse_rewriting();
delete from maintenance.meter_reading where withdrawn_at is not null;
delete from maintenance.visit where withdrawn_at is not null;
delete from maintenance.labour where withdrawn_at is not null;
delete from maintenance.part_use where withdrawn_at is not null;
delete from maintenance.finding where withdrawn_at is not null;
drop index maintenance.meter_reading_meter;
drop index maintenance.meter_reading_key;
alter table maintenance.meter_reading add constraint meter_reading_key unique (meter_id, at);
alter table maintenance.finding drop column withdrawn_at;
alter table maintenance.part_use drop column withdrawn_at, drop column version;
alter table maintenance.labour drop column withdrawn_at, drop column version;
alter table maintenance.visit drop column withdrawn_at;
alter table maintenance.meter_reading drop column withdrawn_at, drop column version;
select set_config('meridian.ctx', '', true);
