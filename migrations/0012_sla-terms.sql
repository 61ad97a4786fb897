-- Up Migration

-- Which calendars clocks run on: { "combination": ONE | INTERSECTION | UNION, "sources": [{ "kind": CALENDAR, "calendarId" }
-- | { "kind": OFFICE, "officeId" (null: the serving office) } | { "kind": BRANCH }] }
alter table sla.terms_version
  add column basis jsonb,
  -- [{ "metric" (null: every one), "sharePercent" | "secondsBefore" (the other null), "recipients" }]
  add column warnings jsonb not null default '[]',
  -- [{ "metric" (null: every one), "secondsAfter", "recipients" }]
  add column escalations jsonb not null default '[]',
  -- { "currency", "fee", "period", "capPercent", "capAmount", "rules" }; null: a breach costs nothing.
  add column credits jsonb;
update sla.terms_version set basis = jsonb_build_object('combination', 'ONE', 'sources', jsonb_build_array(
  case when calendar_id is null then jsonb_build_object('kind', 'OFFICE', 'officeId', null)
       else jsonb_build_object('kind', 'CALENDAR', 'calendarId', calendar_id) end));
alter table sla.terms_version alter column basis set not null, drop column calendar_id;

-- Which calendar a customer's branch works by, from when on; null: none any more.
create table sla.branch_calendar (
  id uuid primary key,
  branch_id uuid not null constraint branch_calendar_branch_fk references customers.branch,
  calendar_id uuid constraint branch_calendar_calendar_fk references sla.calendar,
  recorded_at timestamptz(3) not null,
  constraint branch_calendar_key unique (branch_id, recorded_at)
);
create index branch_calendar_calendar on sla.branch_calendar (calendar_id) where calendar_id is not null;
create trigger audit after insert or update or delete on sla.branch_calendar for each row execute function platform.audit();

alter table sla.clock
  -- Beside calendar_version_id, when the terms run on several calendars at once.
  add column more_calendar_version_ids uuid[],
  -- Offices that the terms name, and the branch if they look at it: their choice of a calendar decides, as that of the
  -- serving office does. Null when there are none.
  add column follows uuid[],
  -- Versions of calendars are append-only, so nothing they are named by can get lost; checking it again for each clock
  -- took a sixth of the time of a replay.
  drop constraint clock_calendar_version_fk;
create index clock_open_on_more_calendars on sla.clock using gin (more_calendar_version_ids)
  where stopped_at is null and more_calendar_version_ids is not null;
create index clock_open_following on sla.clock using gin (follows) where stopped_at is null and follows is not null;

alter table sla.ledger add column more_calendar_version_ids uuid[];

alter table sla.replay
  add column branch_id uuid constraint replay_branch_fk references customers.branch,
  drop constraint replay_reason_check,
  add constraint replay_reason_check check (reason in ('CALENDAR', 'OFFICE_CALENDAR', 'BRANCH_CALENDAR', 'TERMS'));
create index replay_branch on sla.replay (branch_id) where branch_id is not null;

-- Down Migration
alter table sla.replay drop constraint replay_reason_check;
delete from sla.replay where reason = 'BRANCH_CALENDAR';
alter table sla.replay
  drop column branch_id,
  add constraint replay_reason_check check (reason in ('CALENDAR', 'OFFICE_CALENDAR', 'TERMS'));
alter table sla.ledger drop column more_calendar_version_ids;
alter table sla.clock
  drop column follows,
  drop column more_calendar_version_ids,
  add constraint clock_calendar_version_fk foreign key (calendar_version_id) references sla.calendar_version;
drop table sla.branch_calendar;
alter table sla.terms_version add column calendar_id uuid constraint terms_version_calendar_fk references sla.calendar;
-- Of several calendars the first is kept.
update sla.terms_version set calendar_id = (basis -> 'sources' -> 0 ->> 'calendarId')::uuid;
alter table sla.terms_version drop column basis, drop column warnings, drop column escalations, drop column credits;
create index terms_version_calendar on sla.terms_version (calendar_id) where calendar_id is not null;
