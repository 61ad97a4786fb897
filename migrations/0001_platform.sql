-- Up Migration
create schema if not exists platform;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists unaccent;

-- Who changed what, when, from where: one row per changed row, written by triggers so that no door can forget it.
create table platform.audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor_id uuid,
  via text not null,
  request_id text not null,
  ip text,
  table_name text not null,
  row_id uuid not null,
  action text not null check (action in ('insert', 'update', 'delete')),
  before jsonb,
  after jsonb
);
create index audit_entry_row on platform.audit_entry (row_id, id);
create index audit_entry_at on platform.audit_entry using brin (at);

-- Keeps for an insert the new row, for a delete the old one, for an update only the columns that changed.
-- Arguments: names of columns whose values must never be kept (secrets).
create function platform.audit() returns trigger language plpgsql as $$
declare
  ctx jsonb := nullif(current_setting('meridian.ctx', true), '')::jsonb;
  hidden text[] := coalesce(tg_argv::text[], '{}');
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - hidden end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - hidden end;
  b jsonb := old_row;
  a jsonb := new_row;
begin
  if ctx is null then
    raise exception 'a change of %.% without an audit context', tg_table_schema, tg_table_name;
  end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, new_row -> o.key)
      into b, a
      from jsonb_each(old_row) o
     where o.value is distinct from new_row -> o.key;
    if b is null then
      return null;
    end if;
  end if;
  insert into platform.audit_entry (actor_id, via, request_id, ip, table_name, row_id, action, before, after)
  values ((ctx ->> 'actor')::uuid, ctx ->> 'via', ctx ->> 'request', ctx ->> 'ip',
          tg_table_schema || '.' || tg_table_name,
          ((case when tg_op = 'DELETE' then old_row else new_row end) ->> 'id')::uuid, lower(tg_op), b, a);
  return null;
end $$;

-- Events that were decided but not yet told to everybody; written in the transaction that decided them.
create table platform.outbox_event (
  id uuid primary key,
  seq bigint generated always as identity,
  name text not null,
  payload jsonb not null,
  actor_id uuid,
  request_id text not null,
  occurred_at timestamptz not null default clock_timestamp(),
  relayed_at timestamptz
);
create index outbox_event_waiting on platform.outbox_event (seq) where relayed_at is null;
create index outbox_event_occurred on platform.outbox_event using brin (occurred_at);
create index outbox_event_relayed on platform.outbox_event using brin (relayed_at);

-- What each handler has done already: written in the transaction that does it, so that a second delivery is a no-op.
create table platform.inbox_entry (
  event_id uuid not null,
  handler text not null,
  done_at timestamptz not null default clock_timestamp(),
  primary key (event_id, handler)
);
create index inbox_entry_done on platform.inbox_entry using brin (done_at);

-- Handlers that gave up on an event after all their attempts; an operator redrives them.
create table platform.dead_letter (
  id uuid primary key,
  event_id uuid not null,
  handler text not null,
  error text not null,
  failed_at timestamptz not null default clock_timestamp(),
  redriven_at timestamptz,
  unique (event_id, handler)
);

-- Runs of background jobs, for operators.
create table platform.job_run (
  id uuid primary key,
  job text not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  outcome text check (outcome in ('done', 'failed')),
  detail jsonb,
  error text,
  request_id text not null,
  requested_by uuid
);
create index job_run_job on platform.job_run (job, started_at desc);
create index job_run_started on platform.job_run using brin (started_at);

-- When jobs run by themselves: the truth; the queue's own schedulers follow it. Rows come from the code's defaults
-- until an operator overrides them.
create table platform.job_schedule (
  job text primary key,
  every_ms bigint check (every_ms > 0),
  cron text,
  time_zone text,
  paused boolean not null default false,
  overridden boolean not null default false,
  changed_at timestamptz not null default clock_timestamp(),
  changed_by uuid,
  check ((every_ms is null) <> (cron is null)),
  check ((cron is null) = (time_zone is null))
);

-- First answers to mutations that carried a clientMutationId, so that a retry gets the same answer.
create table platform.mutation_receipt (
  actor_id uuid not null,
  mutation text not null,
  client_mutation_id text not null,
  input_hash text not null,
  answer jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (actor_id, mutation, client_mutation_id)
);
create index mutation_receipt_at on platform.mutation_receipt using brin (at);

-- Down Migration
drop table platform.mutation_receipt;
drop table platform.job_schedule;
drop table platform.job_run;
drop table platform.dead_letter;
drop table platform.inbox_entry;
drop table platform.outbox_event;
drop table platform.audit_entry;
drop function platform.audit();
