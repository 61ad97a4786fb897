-- Up Migration

-- The offsets of one zone as a release of the time zone data has them; what several releases have alike is kept once.
create table sla.zone_table (
  -- SHA-256 of the content, in hex.
  id text primary key,
  zone text not null,
  -- Milliseconds ahead of UTC at the beginning of 1970.
  utc_offset integer not null,
  -- Every change until 2100: [[epoch milliseconds, milliseconds ahead of UTC from then on], …].
  changes jsonb not null
);

-- By which rules stored calendars were read, since when: each row holds until the next.
create table sla.calendar_rules (
  number integer primary key,
  -- How statements are read: in edition 1 hours past midnight ended where the next date had an override.
  edition integer not null constraint calendar_rules_edition_check check (edition in (1, 2)),
  -- Release of the time zone data, such as 2026a; null when it was not recorded.
  zone_release text,
  recorded_at timestamptz(3) not null,
  constraint calendar_rules_key unique nulls not distinct (edition, zone_release)
);
insert into sla.calendar_rules (number, edition, zone_release, recorded_at)
  select 1, case when exists (select 1 from sla.evaluation) then 1 else 2 end, null, '1970-01-01T00:00:00Z';

-- The zones that calendars and offices used while the rules held.
create table sla.calendar_rules_zone (
  rules integer not null constraint calendar_rules_zone_rules_fk references sla.calendar_rules,
  zone text not null,
  zone_table_id text not null constraint calendar_rules_zone_table_fk references sla.zone_table,
  primary key (rules, zone)
);
create index calendar_rules_zone_table on sla.calendar_rules_zone (zone_table_id);

create trigger append_only before update or delete on sla.zone_table for each row execute function sla.refuse_rewriting();
create trigger append_only before update or delete on sla.calendar_rules for each row execute function sla.refuse_rewriting();
create trigger append_only before update or delete on sla.calendar_rules_zone
  for each row execute function sla.refuse_rewriting();

alter table sla.replay
  add column rules integer constraint replay_rules_fk references sla.calendar_rules,
  drop constraint replay_reason_check,
  add constraint replay_reason_check check (reason in ('CALENDAR', 'OFFICE_CALENDAR', 'BRANCH_CALENDAR', 'TERMS', 'RULES'));

-- Down Migration
alter table sla.replay drop constraint replay_reason_check;
delete from sla.replay where reason = 'RULES';
alter table sla.replay
  drop column rules,
  add constraint replay_reason_check check (reason in ('CALENDAR', 'OFFICE_CALENDAR', 'BRANCH_CALENDAR', 'TERMS'));
drop table sla.calendar_rules_zone, sla.calendar_rules, sla.zone_table;
