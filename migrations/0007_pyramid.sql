-- Up Migration
create schema pyramid;

-- The places in the pyramid. Rank 1 is the highest; the lowest has no lower bound.
create table pyramid.tier (
  id uuid primary key,
  key text not null constraint tier_key_key unique,
  name text not null,
  name_native text,
  rank integer not null constraint tier_rank_key unique constraint tier_rank_check check (rank between 1 and 20),
  -- Whether growing customers of this tier are looked for (climbers).
  watch_climbers boolean not null default false,
  version integer not null default 1
);

-- Where a tier begins, from a day on, so that the pyramid of an earlier day keeps the thresholds of that day.
create table pyramid.tier_threshold (
  id uuid primary key,
  tier_id uuid not null constraint tier_threshold_tier_fk references pyramid.tier,
  effective_from date not null,
  -- Null for the lowest tier only: it takes whatever is above zero.
  lower_gbp numeric(18,2) constraint tier_threshold_lower_check check (lower_gbp > 0),
  -- Whether a revenue of exactly lower_gbp belongs to the tier.
  inclusive boolean not null default true,
  -- How far below the bound, as a share of it, a customer may fall before it loses the tier.
  keep_share numeric(5,4) not null default 0.05
    constraint tier_threshold_keep_share_check check (keep_share >= 0 and keep_share < 1),
  constraint tier_threshold_key unique (tier_id, effective_from)
);

-- Pounds for one unit of a currency, from a day on. The pound itself has no rows.
create table pyramid.exchange_rate (
  id uuid primary key,
  currency char(3) not null constraint exchange_rate_currency_check check (currency <> 'GBP'),
  valid_from date not null,
  rate numeric(18,8) not null constraint exchange_rate_rate_check check (rate > 0),
  version integer not null default 1,
  constraint exchange_rate_key unique (currency, valid_from)
);
create index exchange_rate_list on pyramid.exchange_rate (valid_from, currency, id);

-- One row per bulk recording. It is audited in place of each of its entries, of which there can be half a million.
create table pyramid.revenue_batch (
  id uuid primary key,
  source text not null,
  entries integer not null,
  first_month date not null,
  last_month date not null,
  -- Currency -> sum of the amounts, as text.
  totals jsonb not null,
  recorded_at timestamptz(3) not null default now()
);

create table pyramid.revenue_entry (
  id uuid primary key,
  customer_id uuid not null constraint revenue_entry_customer_fk references customers.customer,
  job_id uuid constraint revenue_entry_job_fk references customers.job,
  branch_id uuid constraint revenue_entry_branch_fk references customers.branch,
  -- First day of the month the revenue belongs to.
  month date not null constraint revenue_entry_month_check check (extract(day from month) = 1),
  amount numeric(18,2) not null,
  currency char(3) not null,
  kind text not null constraint revenue_entry_kind_check check (kind in ('REVENUE', 'CREDIT', 'CORRECTION')),
  note text,
  external_ref text constraint revenue_entry_external_ref_key unique,
  batch_id uuid constraint revenue_entry_batch_fk references pyramid.revenue_batch,
  recorded_at timestamptz(3) not null default now(),
  version integer not null default 1
);
-- The windows of the pyramid are read from this index alone.
create index revenue_entry_window on pyramid.revenue_entry (month, customer_id) include (currency, amount);
create index revenue_entry_customer on pyramid.revenue_entry (customer_id, month, id);
create index revenue_entry_job on pyramid.revenue_entry (job_id) where job_id is not null;
create index revenue_entry_branch on pyramid.revenue_entry (branch_id) where branch_id is not null;
create index revenue_entry_batch on pyramid.revenue_entry (batch_id) where batch_id is not null;

-- Where each customer stands since the latest re-tiering that looked at it.
create table pyramid.standing (
  customer_id uuid primary key constraint standing_customer_fk references customers.customer,
  -- Null when it brought in nothing in the window any more.
  tier_id uuid constraint standing_tier_fk references pyramid.tier,
  revenue_gbp numeric(24,2) not null,
  as_of date not null,
  -- The day it came to its tier.
  since date not null
);
create index standing_tier on pyramid.standing (tier_id);

-- Every move, with what decided it.
create table pyramid.move (
  id uuid primary key,
  seq bigint generated always as identity constraint move_seq_key unique,
  customer_id uuid not null constraint move_customer_fk references customers.customer,
  as_of date not null,
  from_tier_id uuid constraint move_from_tier_fk references pyramid.tier,
  to_tier_id uuid constraint move_to_tier_fk references pyramid.tier,
  rule text not null constraint move_rule_check check (rule in ('PLACED', 'RETURNED', 'ROSE', 'FELL', 'LEFT')),
  revenue_gbp numeric(24,2) not null,
  -- The bound that was crossed and the share below it that would have been forgiven; null where none was.
  bound_gbp numeric(18,2),
  keep_share numeric(5,4),
  recorded_at timestamptz(3) not null default now(),
  constraint move_tiers_check check (from_tier_id is distinct from to_tier_id)
);
create index move_customer on pyramid.move (customer_id, as_of, seq);
create index move_from_tier on pyramid.move (from_tier_id);
create index move_to_tier on pyramid.move (to_tier_id);

create trigger audit after insert or update or delete on pyramid.tier for each row execute function platform.audit();
create trigger audit after insert or update or delete on pyramid.tier_threshold for each row execute function platform.audit();
create trigger audit after insert or update or delete on pyramid.exchange_rate for each row execute function platform.audit();
create trigger audit after insert or update or delete on pyramid.revenue_batch for each row execute function platform.audit();
create trigger audit_new after insert on pyramid.revenue_entry for each row when (new.batch_id is null) execute function platform.audit();
create trigger audit after update or delete on pyramid.revenue_entry for each row execute function platform.audit();

-- Down Migration
drop schema pyramid cascade;
