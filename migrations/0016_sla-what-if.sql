-- Up Migration

-- Service credits are counted from breaches, by when they happened.
create index clock_breached on sla.clock (breached_at) where breached_at is not null;

-- What a customer gets back for a period, as somebody approved it. What turns out differently later is approved as the
-- next statement of the same period, which says the difference.
create table sla.credit_statement (
  id uuid primary key,
  customer_id uuid not null constraint credit_statement_customer_fk references customers.customer,
  terms_id uuid not null constraint credit_statement_terms_fk references sla.terms,
  period text not null constraint credit_statement_period_check check (period in ('MONTH', 'QUARTER', 'YEAR')),
  -- First day of the period, in the zone.
  period_start date not null,
  currency char(3) not null,
  -- From 1 within the period.
  number integer not null,
  time_zone text not null,
  period_from timestamptz(3) not null,
  period_to timestamptz(3) not null,
  -- Whose fee and caps count.
  terms_version_id uuid not null constraint credit_statement_terms_version_fk references sla.terms_version,
  -- The whole period as it stood when this was approved; null cap: none was agreed.
  breaches integer not null,
  uncapped numeric(24,2) not null,
  cap numeric(18,2),
  credit numeric(24,2) not null,
  -- What this statement adds to those before it.
  difference numeric(24,2) not null,
  approved_at timestamptz(3) not null,
  approved_by uuid constraint credit_statement_approved_by_fk references identity.employee,
  constraint credit_statement_key unique (customer_id, terms_id, period, period_start, currency, number)
);
create index credit_statement_terms on sla.credit_statement (terms_id);
create index credit_statement_terms_version on sla.credit_statement (terms_version_id);
create index credit_statement_approved_by on sla.credit_statement (approved_by) where approved_by is not null;
create index credit_statement_list on sla.credit_statement (period_from, id);
create trigger append_only before update or delete on sla.credit_statement
  for each row execute function sla.refuse_rewriting();
create trigger audit after insert on sla.credit_statement for each row execute function platform.audit();

-- The breaches of a statement; of a later one those that came (1) or were taken back (-1) since the one before.
create table sla.credit_statement_line (
  id uuid primary key,
  statement_id uuid not null constraint credit_statement_line_statement_fk references sla.credit_statement,
  sign smallint not null constraint credit_statement_line_sign_check check (sign in (1, -1)),
  clock_id uuid not null,
  request_id uuid not null,
  metric text not null,
  cycle integer not null,
  priority text not null,
  breached_at timestamptz(3) not null,
  terms_version_id uuid not null,
  amount numeric(18,2) not null
);
create index credit_statement_line_list on sla.credit_statement_line (statement_id, breached_at, id);
create trigger append_only before update or delete on sla.credit_statement_line
  for each row execute function sla.refuse_rewriting();

-- History replayed under terms or calendars that are not in force.
create table sla.what_if_run (
  id uuid primary key,
  status text not null constraint what_if_run_status_check check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  -- Draft terms and calendar in full, period and scope: what is changed or withdrawn meanwhile changes no answer.
  question jsonb not null,
  asked_by uuid constraint what_if_run_asked_by_fk references identity.employee,
  -- Verdicts are as of then.
  asked_at timestamptz(3) not null,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  -- Requests in the period and scope when it was asked, how many of them are done, and how many of those were replayed.
  total integer not null,
  done integer not null default 0,
  replayed integer not null default 0,
  -- The last checkpoint: what requests up to this one came to is in the tally; both move together. Work goes on from here.
  cursor_at timestamptz(3),
  cursor_id uuid,
  tally jsonb,
  -- How often work on it began since it last got on; one that stops its workers is given up.
  attempts integer not null default 0,
  error text
);
create index what_if_run_list on sla.what_if_run (asked_at, id);
create index what_if_run_waiting on sla.what_if_run (asked_at, id) where status in ('QUEUED', 'RUNNING');
create index what_if_run_asked_by on sla.what_if_run (asked_by, asked_at, id) where asked_by is not null;

-- Its answer, in all and by each value of a dimension.
create table sla.what_if_figure (
  run_id uuid not null constraint what_if_figure_run_fk references sla.what_if_run on delete cascade,
  dimension text not null constraint what_if_figure_dimension_check
    check (dimension in ('TOTAL', 'CUSTOMER', 'PRIORITY', 'METRIC', 'MONTH')),
  key text not null,
  -- Clocks by state, now and then.
  before jsonb not null,
  after jsonb not null,
  -- Clocks whose verdict differs, and whose due time does.
  changed integer not null,
  moved integer not null,
  -- [{ "currency", "uncapped": [now, then], "credit": [now, then] or null }]
  credits jsonb not null,
  constraint what_if_figure_pkey primary key (run_id, dimension, key)
);

-- Service credits per customer, terms and period, as far as the replayed requests go.
create table sla.what_if_credit (
  run_id uuid not null constraint what_if_credit_run_fk references sla.what_if_run on delete cascade,
  -- Position in the run, from 1.
  no integer not null,
  customer_id uuid not null,
  -- Null: terms that exist only in the question.
  terms_id uuid,
  period text not null,
  period_start date not null,
  currency char(3) not null,
  before jsonb not null,
  after jsonb not null,
  constraint what_if_credit_pkey primary key (run_id, no)
);

-- Clocks whose verdict would have differed, and late ones that would have been late by more or less.
create table sla.what_if_change (
  run_id uuid not null constraint what_if_change_run_fk references sla.what_if_run on delete cascade,
  -- Position in the run, from 1: by creation of the request.
  no integer not null,
  request_id uuid not null,
  request_number text not null,
  customer_id uuid not null,
  priority text not null,
  metric text not null,
  cycle integer not null,
  -- Null: there is no such clock.
  state_before text,
  state_after text,
  due_before timestamptz(3),
  due_after timestamptz(3),
  -- Open seconds beyond the target, 0 in time.
  late_before bigint,
  late_after bigint,
  verdict_differs boolean not null,
  constraint what_if_change_pkey primary key (run_id, no)
);
create index what_if_change_verdict on sla.what_if_change (run_id, no) where verdict_differs;

-- Down Migration
drop table sla.what_if_change, sla.what_if_credit, sla.what_if_figure, sla.what_if_run;
drop table sla.credit_statement_line, sla.credit_statement;
drop index sla.clock_breached;
