-- Up Migration

-- What those who keep calendars were told about holidays: each thing once.
create table sla.holiday_notice (
  -- What it was about: kind, set, dates.
  key text primary key,
  set_id uuid not null constraint holiday_notice_set_fk references sla.holiday_set,
  noticed_at timestamptz(3) not null
);
create index holiday_notice_set on sla.holiday_notice (set_id);

-- Down Migration
drop table sla.holiday_notice;
