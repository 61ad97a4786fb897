-- Up Migration
create schema sla;

-- Point and whole ranges of texts: a narrowing that is not given covers every value.
create type sla.text_range as range (subtype = text);

create function sla.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name;
end $$;

create table sla.calendar (
  id uuid primary key,
  code text not null constraint calendar_code_key unique,
  name text not null,
  name_native text,
  -- Number of the calendar_version in force.
  current integer not null,
  version integer not null default 1
);

-- What a calendar said, for ever: clocks name the version they stood on.
create table sla.calendar_version (
  id uuid primary key,
  calendar_id uuid not null constraint calendar_version_calendar_fk references sla.calendar,
  number integer not null,
  spec jsonb not null,
  recorded_at timestamptz(3) not null,
  recorded_by uuid constraint calendar_version_recorded_by_fk references identity.employee,
  constraint calendar_version_key unique (calendar_id, number)
);
alter table sla.calendar add constraint calendar_current_fk foreign key (id, current)
  references sla.calendar_version (calendar_id, number) deferrable initially deferred;
create trigger append_only before update or delete on sla.calendar_version
  for each row execute function sla.refuse_rewriting();

-- Which calendar an office works by, from when on; the clocks of "the serving office's calendar" follow it.
create table sla.office_calendar (
  id uuid primary key,
  office_id uuid not null constraint office_calendar_office_fk references identity.office,
  calendar_id uuid not null constraint office_calendar_calendar_fk references sla.calendar,
  recorded_at timestamptz(3) not null,
  constraint office_calendar_key unique (office_id, recorded_at)
);
create index office_calendar_calendar on sla.office_calendar (calendar_id);

-- Terms: with whom, for what. What they say is in their versions.
create table sla.terms (
  id uuid primary key,
  code text not null constraint terms_code_key unique,
  name text not null,
  name_native text,
  level text not null constraint terms_level_check check (level in ('JOB', 'BRANCH', 'CUSTOMER', 'TIER', 'FIRM')),
  -- Id of the job, branch or customer, key of the tier, empty for the firm.
  level_key text not null,
  service_line text constraint terms_service_line_check check (service_line in ('CONSULTING', 'MANAGEMENT', 'MAINTENANCE')),
  contact_type_id uuid constraint terms_contact_type_fk references contacts.contact_type,
  priority text constraint terms_priority_check check (priority in ('CRITICAL', 'HIGH', 'MODERATE', 'LOW')),
  version integer not null default 1,
  constraint terms_level_key_check check ((level = 'FIRM') = (level_key = '')),
  constraint terms_scope_key unique nulls not distinct (id, level, level_key, service_line, contact_type_id, priority)
);
create index terms_level on sla.terms (level, level_key);
create index terms_contact_type on sla.terms (contact_type_id) where contact_type_id is not null;

create table sla.terms_version (
  id uuid primary key,
  terms_id uuid not null constraint terms_version_terms_fk references sla.terms,
  number integer not null,
  status text not null constraint terms_version_status_check check (status in ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
  -- Copied from the terms, which never change them: the exclusion constraint needs them beside the period.
  level text not null,
  level_key text not null,
  service_line text,
  contact_type_id uuid,
  priority text,
  -- Null: the calendar of the serving office.
  calendar_id uuid constraint terms_version_calendar_fk references sla.calendar,
  -- [{ "metric", "priority" (null: every priority not named), "seconds" }]
  targets jsonb not null,
  pausing_metrics text[] not null,
  -- Requests created within [effective_from, effective_to) are under it.
  effective_from timestamptz(3),
  effective_to timestamptz(3),
  -- Open requests created before come under it at this instant; null when they stay where they are.
  moves_open_at timestamptz(3),
  drafted_at timestamptz(3) not null,
  published_at timestamptz(3),
  withdrawn_at timestamptz(3),
  version integer not null default 1,
  constraint terms_version_key unique (terms_id, number),
  constraint terms_version_published_check check ((published_at is null) = (effective_from is null)),
  constraint terms_version_status_dates_check check ((status = 'DRAFT') <= (published_at is null)),
  constraint terms_version_period_check check (effective_to >= effective_from),
  -- Of two equally narrow ones that match the same request nobody could say which applies.
  constraint terms_version_overlap exclude using gist (
    level with =, level_key with =,
    (num_nonnulls(service_line, contact_type_id, priority)) with =,
    (sla.text_range(service_line, service_line, '[]')) with &&,
    (sla.text_range(contact_type_id::text, contact_type_id::text, '[]')) with &&,
    (sla.text_range(priority, priority, '[]')) with &&,
    tstzrange(effective_from, effective_to) with &&
  ) where (effective_from is not null)
);
create unique index terms_version_draft_key on sla.terms_version (terms_id) where status = 'DRAFT';
create index terms_version_calendar on sla.terms_version (calendar_id) where calendar_id is not null;

-- Grows with every change of calendars and published terms, so that processes know when what they remember is old.
create table sla.catalogue (
  id boolean primary key default true constraint catalogue_one_row_check check (id),
  generation bigint not null
);
insert into sla.catalogue (generation) values (1);

-- Changes whose consequences for stored clocks are worked off in the background.
create table sla.replay (
  id uuid primary key,
  reason text not null constraint replay_reason_check check (reason in ('CALENDAR', 'OFFICE_CALENDAR', 'TERMS')),
  -- What has changed: the calendar, the office's choice of one, or the version of terms.
  calendar_id uuid constraint replay_calendar_fk references sla.calendar,
  office_id uuid constraint replay_office_fk references identity.office,
  terms_version_id uuid constraint replay_terms_version_fk references sla.terms_version,
  -- Not before this instant.
  due_at timestamptz(3) not null,
  -- Requests up to this id are done.
  cursor uuid,
  replayed integer not null default 0,
  done_at timestamptz(3)
);
create index replay_waiting on sla.replay (due_at) where done_at is null;

-- One row per request that was judged: what was known when it was, and what is pinned for its life.
create table sla.judgement (
  request_id uuid primary key constraint judgement_request_fk references services.request on delete cascade,
  -- Version of the request's events that the stored clocks stand on; 0 before the first judging.
  clock_version integer not null default 0,
  -- The highest version we were told of; what lies below it waits to be judged.
  told_version integer not null default 0,
  -- When to judge again although nothing is told: the next event lies in the future, by a clock that is ahead of ours.
  again_at timestamptz(3),
  request_created_at timestamptz(3),
  -- Whether the request was neither completed nor cancelled.
  open boolean not null default true,
  -- When first judged: the tier the customer had, and the customer with its groups upward.
  tier text,
  customer_path uuid[],
  -- Calendars count as they stood then; what was corrected later moves only clocks that are still open.
  first_judged_at timestamptz(3),
  judged_at timestamptz(3),
  -- Why the last judging came to nothing; the clocks are those of the one before.
  error text
) with (fillfactor = 85);
create index judgement_created on sla.judgement (request_created_at);
create index judgement_open on sla.judgement (request_id) where open;
create index judgement_waiting on sla.judgement (request_id) where told_version > clock_version;
create index judgement_again on sla.judgement (again_at) where again_at is not null;

-- One clock of one request, as last judged.
create table sla.clock (
  id uuid primary key,
  request_id uuid not null constraint clock_judgement_fk references sla.judgement on delete cascade,
  metric text not null constraint clock_metric_check check (metric in ('FIRST_RESPONSE', 'NEXT_RESPONSE', 'UPDATE', 'COMPLETION')),
  cycle integer not null,
  state text not null constraint clock_state_check check (state in ('RUNNING', 'PAUSED', 'MET', 'BREACHED', 'MISSED', 'CANCELLED')),
  started_at timestamptz(3) not null,
  due_at timestamptz(3),
  stopped_at timestamptz(3),
  breached_at timestamptz(3),
  target_seconds integer not null,
  elapsed_seconds bigint not null,
  remaining_seconds bigint not null,
  paused_seconds bigint not null,
  -- When the seconds were counted.
  counted_at timestamptz(3) not null,
  -- What has happened to it, letter and epoch milliseconds: S started, P paused, R resumed, B breached, E ended.
  marks text not null,
  -- How often a breach of it was recorded; more than once only when one was withdrawn.
  breaches integer not null default 0,
  terms_version_id uuid constraint clock_terms_version_fk references sla.terms_version,
  calendar_version_id uuid constraint clock_calendar_version_fk references sla.calendar_version,
  request_clock_version integer not null,
  -- Copied from the request for lists and reports.
  customer_id uuid not null,
  office_id uuid not null,
  priority text not null,
  channel text not null,
  service_line text not null,
  contact_type_id uuid,
  request_created_at timestamptz(3) not null,
  constraint clock_key unique (request_id, metric, cycle)
) with (fillfactor = 85);
-- The sweep reads from it what fell due, and nothing else.
create index clock_falls_due on sla.clock (due_at) where state = 'RUNNING';
create index clock_due on sla.clock (coalesce(due_at, '9999-12-31T00:00:00Z'), id);
create index clock_at_risk on sla.clock (coalesce(due_at, '9999-12-31T00:00:00Z'), id) where state in ('RUNNING', 'PAUSED', 'BREACHED');
create index clock_created on sla.clock (request_created_at);
create index clock_customer on sla.clock (customer_id, request_created_at);
create index clock_terms_version on sla.clock (terms_version_id);
create index clock_open_on_calendar on sla.clock (calendar_version_id, request_id) where stopped_at is null;
create index clock_open_of_office on sla.clock (office_id, request_id) where stopped_at is null;

-- What was decided about clocks, when, and what it stood on. Nothing is ever changed or removed.
create table sla.ledger (
  id uuid primary key,
  seq bigint generated always as identity,
  request_id uuid not null,
  clock_id uuid not null,
  metric text not null,
  cycle integer not null,
  kind text not null constraint ledger_kind_check check (kind in
    ('STARTED', 'PAUSED', 'RESUMED', 'WARNED', 'BREACHED', 'WITHDRAWN', 'STOPPED', 'REPLAYED')),
  -- When it happened; recorded_at is when it was found.
  at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  -- With BREACHED and WITHDRAWN: which breach of the clock, from 1.
  breach integer,
  state text not null,
  due_at timestamptz(3),
  -- With REPLAYED: what moved, before and after, and why.
  details jsonb not null,
  terms_version_id uuid,
  calendar_version_id uuid,
  request_clock_version integer not null
);
-- A breach is recorded once, whoever finds it.
create unique index ledger_breach_key on sla.ledger (clock_id, kind, breach) where breach is not null;
create index ledger_request on sla.ledger (request_id, seq);
create index ledger_recorded on sla.ledger using brin (recorded_at);
create trigger append_only before update or delete on sla.ledger for each row execute function sla.refuse_rewriting();

create trigger audit after insert or update or delete on sla.calendar for each row execute function platform.audit();
create trigger audit after insert or update or delete on sla.office_calendar for each row execute function platform.audit();
create trigger audit after insert or update or delete on sla.terms for each row execute function platform.audit();
create trigger audit after insert or update or delete on sla.terms_version for each row execute function platform.audit();
create trigger audit after insert on sla.calendar_version for each row execute function platform.audit();

-- Down Migration
drop schema sla cascade;
