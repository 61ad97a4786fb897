-- Up Migration
create schema maintenance;

-- What we look after at a customer: sites with buildings, systems and items.
create table maintenance.asset (
  id uuid primary key,
  customer_id uuid not null constraint asset_customer_fk references customers.customer,
  branch_id uuid not null constraint asset_branch_fk references customers.branch,
  -- The office that serves the branch, else the one responsible for the customer; follows both.
  office_id uuid not null constraint asset_office_fk references identity.office,
  parent_id uuid constraint asset_parent_fk references maintenance.asset,
  -- Ids from the site down to the asset itself; kept by the trigger. All below an asset: a range of this index.
  path uuid[] not null constraint asset_depth_check check (cardinality(path) <= 10),
  kind text not null constraint asset_kind_check check (kind in ('SITE', 'BUILDING', 'SYSTEM', 'ITEM')),
  code text collate "C" not null,
  -- Unique in the firm: what the label (QR) on the thing says.
  tag text not null constraint asset_tag_key unique,
  name text not null,
  name_native text,
  maker text,
  model text,
  serial text,
  installed_on date,
  warranty_until date,
  status text not null constraint asset_status_check check (status in ('IN_SERVICE', 'OUT_OF_SERVICE', 'RETIRED')),
  criticality text not null constraint asset_criticality_check check (criticality in ('CRITICAL', 'HIGH', 'MODERATE', 'LOW')),
  location text,
  external_ref text constraint asset_external_ref_key unique,
  created_at timestamptz(3) not null default clock_timestamp(),
  version integer not null default 1,
  search text not null generated always as
    (lower(name || ' ' || coalesce(name_native, '') || ' ' || code || ' ' || tag || ' ' || coalesce(serial, ''))) stored,
  constraint asset_code_key unique (customer_id, code),
  constraint asset_site_check check ((kind = 'SITE') = (parent_id is null)),
  constraint asset_warranty_check check (warranty_until >= installed_on)
);
create index asset_path on maintenance.asset (path);
create index asset_parent on maintenance.asset (parent_id, code, id);
create index asset_branch on maintenance.asset (branch_id, code, id);
create index asset_office on maintenance.asset (office_id, code, id);
create index asset_code on maintenance.asset (code, id);
create index asset_warranty on maintenance.asset (warranty_until) where warranty_until is not null;
create index asset_search on maintenance.asset using gin (search gin_trgm_ops);

create sequence maintenance.asset_tag_seq;

-- Moves in the tree happen one after the other, and whoever adds below something waits for a move under way: two moves
-- can never close a circle together.
create function maintenance.place_asset() returns trigger language plpgsql as $$
declare
  above maintenance.asset;
begin
  if tg_op = 'UPDATE' then
    perform pg_advisory_xact_lock(20019, tg_relid::int);
  elsif new.parent_id is not null then
    perform pg_advisory_xact_lock_shared(20019, tg_relid::int);
  end if;
  if new.parent_id is null then
    new.path := array[new.id];
    return new;
  end if;
  select * into above from maintenance.asset where id = new.parent_id;
  if new.parent_id = new.id or new.id = any(above.path) then
    raise exception 'circle of assets' using errcode = 'check_violation', constraint = 'asset_cycle';
  end if;
  if above.customer_id <> new.customer_id then
    raise exception 'asset of another customer' using errcode = 'check_violation', constraint = 'asset_parent_customer';
  end if;
  -- An unknown parent is the foreign key's affair.
  new.path := coalesce(above.path, '{}') || new.id;
  new.branch_id := coalesce(above.branch_id, new.branch_id);
  new.office_id := coalesce(above.office_id, new.office_id);
  return new;
end $$;

-- Everything below an asset that was moved goes along: to its place, its branch and its office.
create function maintenance.move_assets_below() returns trigger language plpgsql as $$
begin
  if new.path <> old.path then
    update maintenance.asset
       set path = new.path || path[cardinality(old.path) + 1:], branch_id = new.branch_id, office_id = new.office_id
     where path > old.path and path < old.path || 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid;
  end if;
  return null;
end $$;

create function maintenance.give_asset_tag() returns trigger language plpgsql as $$
declare
  number text;
begin
  while new.tag is null loop
    number := nextval('maintenance.asset_tag_seq')::text;
    new.tag := 'A-' || lpad(number, greatest(6, length(number)), '0');
    if exists (select from maintenance.asset where tag = new.tag) then
      new.tag := null;
    end if;
  end loop;
  return new;
end $$;

create trigger place before insert or update of parent_id on maintenance.asset
  for each row execute function maintenance.place_asset();
create trigger move_below after update of parent_id on maintenance.asset
  for each row execute function maintenance.move_assets_below();
create trigger tag before insert on maintenance.asset
  for each row when (new.tag is null) execute function maintenance.give_asset_tag();

-- Since when an asset has which status: operating time is counted from it.
create table maintenance.asset_status (
  id uuid primary key,
  asset_id uuid not null constraint asset_status_asset_fk references maintenance.asset on delete cascade,
  at timestamptz(3) not null,
  status text not null constraint asset_status_status_check check (status in ('IN_SERVICE', 'OUT_OF_SERVICE', 'RETIRED')),
  reason text,
  by_id uuid constraint asset_status_by_fk references identity.employee,
  constraint asset_status_key unique (asset_id, at)
);
create index asset_status_by on maintenance.asset_status (by_id) where by_id is not null;

create table maintenance.meter (
  id uuid primary key,
  asset_id uuid not null constraint meter_asset_fk references maintenance.asset on delete cascade,
  name text not null,
  name_native text,
  unit text not null,
  -- Where it begins again at zero; null when it does not.
  capacity numeric(18,3) constraint meter_capacity_check check (capacity > 0),
  active boolean not null default true,
  version integer not null default 1,
  constraint meter_name_key unique (asset_id, name)
);

create table maintenance.meter_reading (
  id uuid primary key,
  meter_id uuid not null constraint meter_reading_meter_fk references maintenance.meter on delete cascade,
  at timestamptz(3) not null,
  value numeric(18,3) not null constraint meter_reading_value_check check (value >= 0),
  kind text not null constraint meter_reading_kind_check check (kind in ('READING', 'ROLLOVER', 'REPLACED')),
  -- With REPLACED: what the meter that was taken away showed last.
  final_value numeric(18,3),
  -- All that went through since the first reading, whatever was replaced or began again.
  total numeric(21,3) not null,
  note text,
  read_by uuid constraint meter_reading_read_by_fk references identity.employee,
  recorded_at timestamptz(3) not null default now(),
  -- Made by the phone that recorded it, so that what is sent twice is recorded once.
  client_id uuid constraint meter_reading_client_key unique,
  constraint meter_reading_key unique (meter_id, at)
);
create index meter_reading_read_by on maintenance.meter_reading (read_by) where read_by is not null;

-- Service requests about assets. A failure is one that is marked so: down from failed_at until restored_at.
create table maintenance.asset_request (
  id uuid primary key,
  asset_id uuid not null constraint asset_request_asset_fk references maintenance.asset on delete cascade,
  request_id uuid not null constraint asset_request_request_fk references services.request on delete cascade,
  failure boolean not null,
  -- When the customer asked, unless told.
  failed_at timestamptz(3) not null,
  -- When the request was completed, unless told.
  restored_at timestamptz(3),
  -- Whether the two were told by somebody; else they follow the request.
  failed_told boolean not null default false,
  restored_told boolean not null default false,
  -- Cancelled requests were no failures.
  void boolean not null default false,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint asset_request_key unique (request_id, asset_id),
  constraint asset_request_restored_check check (restored_at >= failed_at)
);
create index asset_request_asset on maintenance.asset_request (asset_id, failed_at, id);
create index asset_request_failed on maintenance.asset_request (failed_at) where failure and not void;

create table maintenance.checklist (
  id uuid primary key,
  code text collate "C" not null constraint checklist_code_key unique,
  name text not null,
  name_native text,
  active boolean not null default true,
  version integer not null default 1
);

-- What a checklist asks; never changed, a change is a new number. Work orders keep the one they began with.
create table maintenance.checklist_version (
  id uuid primary key,
  checklist_id uuid not null constraint checklist_version_checklist_fk references maintenance.checklist on delete cascade,
  number integer not null,
  items jsonb not null,
  recorded_at timestamptz(3) not null default now(),
  recorded_by uuid constraint checklist_version_recorded_by_fk references identity.employee,
  constraint checklist_version_key unique (checklist_id, number)
);
create index checklist_version_recorded_by on maintenance.checklist_version (recorded_by) where recorded_by is not null;

-- The catalogue of parts.
create table maintenance.part (
  id uuid primary key,
  code text collate "C" not null constraint part_code_key unique,
  name text not null,
  name_native text,
  unit text not null,
  price numeric(18,2) not null constraint part_price_check check (price >= 0),
  currency char(3) not null,
  active boolean not null default true,
  version integer not null default 1,
  search text not null generated always as (lower(name || ' ' || coalesce(name_native, '') || ' ' || code)) stored
);
create index part_search on maintenance.part using gin (search gin_trgm_ops);

-- What is to be done again and again: by calendar, or by what a meter shows.
create table maintenance.plan (
  id uuid primary key,
  no bigint generated by default as identity constraint plan_no_key unique,
  number text not null generated always as
    ('P-' || case when no < 1000000 then lpad(no::text, 6, '0') else no::text end) stored constraint plan_number_key unique,
  asset_id uuid not null constraint plan_asset_fk references maintenance.asset,
  -- Whether for the asset itself or for each item in service below it.
  covers text not null constraint plan_covers_check check (covers in ('ASSET', 'ITEMS_BELOW')),
  title text not null,
  description text,
  kind text not null constraint plan_kind_check check (kind in ('PREVENTIVE', 'INSPECTION')),
  priority text not null constraint plan_priority_check check (priority in ('CRITICAL', 'HIGH', 'MODERATE', 'LOW')),
  checklist_id uuid constraint plan_checklist_fk references maintenance.checklist,
  assignee_id uuid constraint plan_assignee_fk references identity.employee,
  team_id uuid constraint plan_team_fk references identity.team,
  -- RRULE of RFC 5545 without its name; in the zone of the branch, from starts_on at local_time.
  rule text,
  starts_on date,
  local_time text constraint plan_local_time_check check (local_time ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  ends_on date,
  -- Whether the next is counted from when the last was done (else from the calendar, or the multiples of the meter).
  floating boolean not null,
  meter_id uuid constraint plan_meter_fk references maintenance.meter,
  meter_every numeric(18,3) constraint plan_meter_every_check check (meter_every > 0),
  lead_days integer not null constraint plan_lead_check check (lead_days between 0 and 366),
  active boolean not null default true,
  -- The occurrence to come (null: none, or one whose work is not done yet), and when its work orders are to be made.
  next_due_at timestamptz(3),
  -- By meter: the total at which the next falls due.
  next_total numeric(21,3),
  generate_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  created_by uuid constraint plan_created_by_fk references identity.employee,
  version integer not null default 1,
  constraint plan_trigger_check check (
    (rule is not null and starts_on is not null and local_time is not null and meter_id is null and meter_every is null)
    or (rule is null and starts_on is null and local_time is null and meter_id is not null and meter_every is not null
        and covers = 'ASSET')),
  constraint plan_ends_check check (ends_on >= starts_on)
);
-- All that the background work reads when nothing is due.
create index plan_waiting on maintenance.plan (generate_at) where active and generate_at is not null;
create index plan_asset on maintenance.plan (asset_id, no);
create index plan_meter on maintenance.plan (meter_id) where meter_id is not null;
create index plan_checklist on maintenance.plan (checklist_id) where checklist_id is not null;
create index plan_assignee on maintenance.plan (assignee_id) where assignee_id is not null;
create index plan_team on maintenance.plan (team_id) where team_id is not null;
create index plan_created_by on maintenance.plan (created_by) where created_by is not null;

-- Occurrences that are done with, each once whatever happens: work orders were made of it, or it was passed over.
create table maintenance.plan_occurrence (
  id uuid primary key,
  plan_id uuid not null constraint plan_occurrence_plan_fk references maintenance.plan on delete cascade,
  -- By calendar its instant, by meter its total.
  key text not null,
  due_at timestamptz(3) not null,
  outcome text not null constraint plan_occurrence_outcome_check check (outcome in ('GENERATED', 'PASSED_OVER', 'NOTHING_TO_DO')),
  recorded_at timestamptz(3) not null default now(),
  constraint plan_occurrence_key unique (plan_id, key)
);
create index plan_occurrence_due on maintenance.plan_occurrence (plan_id, due_at, id);

create table maintenance.work_order (
  id uuid primary key,
  no bigint generated by default as identity constraint work_order_no_key unique,
  number text not null generated always as
    ('W-' || case when no < 1000000 then lpad(no::text, 6, '0') else no::text end) stored
    constraint work_order_number_key unique,
  kind text not null constraint work_order_kind_check check (kind in ('CORRECTIVE', 'PREVENTIVE', 'INSPECTION')),
  status text not null
    constraint work_order_status_check check (status in ('PLANNED', 'SCHEDULED', 'IN_PROGRESS', 'DONE', 'CANCELLED')),
  customer_id uuid not null constraint work_order_customer_fk references customers.customer,
  branch_id uuid constraint work_order_branch_fk references customers.branch,
  job_id uuid constraint work_order_job_fk references customers.job,
  -- The office of the asset, else of the request; follows the asset's until it is done.
  office_id uuid not null constraint work_order_office_fk references identity.office,
  asset_id uuid constraint work_order_asset_fk references maintenance.asset,
  request_id uuid constraint work_order_request_fk references services.request,
  plan_id uuid constraint work_order_plan_fk references maintenance.plan,
  occurrence_id uuid constraint work_order_occurrence_fk references maintenance.plan_occurrence,
  title text not null,
  description text,
  priority text not null constraint work_order_priority_check check (priority in ('CRITICAL', 'HIGH', 'MODERATE', 'LOW')),
  priority_rank smallint not null generated always as
    (case priority when 'CRITICAL' then 1 when 'HIGH' then 2 when 'MODERATE' then 3 else 4 end) stored,
  assignee_id uuid constraint work_order_assignee_fk references identity.employee,
  team_id uuid constraint work_order_team_fk references identity.team,
  planned_from timestamptz(3),
  planned_to timestamptz(3),
  due_at timestamptz(3),
  checklist_version_id uuid constraint work_order_checklist_version_fk references maintenance.checklist_version,
  started_at timestamptz(3),
  done_at timestamptz(3),
  cancelled_at timestamptz(3),
  -- What was done, or why it was given up.
  outcome text,
  created_at timestamptz(3) not null,
  created_by uuid constraint work_order_created_by_fk references identity.employee,
  client_id uuid constraint work_order_client_key unique,
  version integer not null default 1,
  constraint work_order_about_check check (asset_id is not null or request_id is not null),
  constraint work_order_planned_check check (planned_to > planned_from),
  constraint work_order_done_check check ((status = 'DONE') = (done_at is not null)),
  constraint work_order_cancelled_check check ((status = 'CANCELLED') = (cancelled_at is not null)),
  -- An occurrence of a plan gives one work order per asset.
  constraint work_order_of_occurrence_key unique (occurrence_id, asset_id)
);
create index work_order_created on maintenance.work_order (created_at, id);
create index work_order_due on maintenance.work_order
  (coalesce(due_at, planned_from, '9999-12-31T00:00:00Z'::timestamptz), id);
create index work_order_priority on maintenance.work_order (priority_rank, created_at, id);
create index work_order_office on maintenance.work_order (office_id, created_at, id);
create index work_order_customer on maintenance.work_order (customer_id, created_at, id);
create index work_order_branch on maintenance.work_order (branch_id, created_at, id) where branch_id is not null;
create index work_order_job on maintenance.work_order (job_id, created_at, id) where job_id is not null;
create index work_order_asset on maintenance.work_order (asset_id, created_at, id) where asset_id is not null;
create index work_order_request on maintenance.work_order (request_id, created_at, id) where request_id is not null;
create index work_order_plan on maintenance.work_order (plan_id, created_at, id) where plan_id is not null;
create index work_order_assignee on maintenance.work_order (assignee_id, created_at, id) where assignee_id is not null;
create index work_order_team on maintenance.work_order (team_id, created_at, id) where team_id is not null;
create index work_order_checklist_version on maintenance.work_order (checklist_version_id) where checklist_version_id is not null;
create index work_order_created_by on maintenance.work_order (created_by) where created_by is not null;
create index work_order_text on maintenance.work_order using gin ((number || ' ' || title) gin_trgm_ops);

create table maintenance.visit (
  id uuid primary key,
  work_order_id uuid not null constraint visit_work_order_fk references maintenance.work_order on delete cascade,
  engineer_id uuid not null constraint visit_engineer_fk references identity.employee,
  planned_from timestamptz(3),
  planned_to timestamptz(3),
  arrived_at timestamptz(3),
  departed_at timestamptz(3),
  cancelled_at timestamptz(3),
  note text,
  client_id uuid constraint visit_client_key unique,
  version integer not null default 1,
  constraint visit_planned_check check (planned_to > planned_from),
  constraint visit_departed_check check (departed_at >= arrived_at and arrived_at is not null or departed_at is null),
  constraint visit_cancelled_check check (cancelled_at is null or arrived_at is null)
);
create index visit_work_order on maintenance.visit (work_order_id, id);
create index visit_engineer on maintenance.visit (engineer_id, (coalesce(arrived_at, planned_from)), id);

create table maintenance.checklist_answer (
  id uuid primary key,
  work_order_id uuid not null constraint checklist_answer_work_order_fk references maintenance.work_order on delete cascade,
  item_key text not null,
  -- 'true' or 'false', a decimal number, a text, or the key of a choice.
  value text not null,
  out_of_range boolean not null,
  note text,
  answered_at timestamptz(3) not null,
  answered_by uuid constraint checklist_answer_answered_by_fk references identity.employee,
  constraint checklist_answer_key unique (work_order_id, item_key)
);
create index checklist_answer_answered_by on maintenance.checklist_answer (answered_by) where answered_by is not null;

create table maintenance.finding (
  id uuid primary key,
  work_order_id uuid not null constraint finding_work_order_fk references maintenance.work_order on delete cascade,
  asset_id uuid constraint finding_asset_fk references maintenance.asset,
  severity text not null constraint finding_severity_check check (severity in ('CRITICAL', 'MAJOR', 'MINOR', 'NOTE')),
  text text not null,
  found_at timestamptz(3) not null,
  found_by uuid constraint finding_found_by_fk references identity.employee,
  -- The request that was opened to have it mended.
  follow_up_id uuid constraint finding_follow_up_fk references services.request,
  client_id uuid constraint finding_client_key unique,
  version integer not null default 1
);
create index finding_work_order on maintenance.finding (work_order_id, id);
create index finding_asset on maintenance.finding (asset_id, found_at, id) where asset_id is not null;
create index finding_found_by on maintenance.finding (found_by) where found_by is not null;
create index finding_follow_up on maintenance.finding (follow_up_id) where follow_up_id is not null;

create table maintenance.part_use (
  id uuid primary key,
  work_order_id uuid not null constraint part_use_work_order_fk references maintenance.work_order on delete cascade,
  part_id uuid not null constraint part_use_part_fk references maintenance.part,
  quantity numeric(12,3) not null constraint part_use_quantity_check check (quantity > 0),
  -- As the catalogue had it then.
  unit_price numeric(18,2) not null,
  currency char(3) not null,
  cost numeric(20,2) not null generated always as (round(quantity * unit_price, 2)) stored,
  used_at timestamptz(3) not null,
  used_by uuid constraint part_use_used_by_fk references identity.employee,
  client_id uuid constraint part_use_client_key unique
);
create index part_use_work_order on maintenance.part_use (work_order_id, id);
create index part_use_part on maintenance.part_use (part_id);
create index part_use_used_by on maintenance.part_use (used_by) where used_by is not null;

create table maintenance.labour (
  id uuid primary key,
  work_order_id uuid not null constraint labour_work_order_fk references maintenance.work_order on delete cascade,
  employee_id uuid not null constraint labour_employee_fk references identity.employee,
  started_at timestamptz(3) not null,
  minutes integer not null constraint labour_minutes_check check (minutes between 1 and 1440),
  note text,
  client_id uuid constraint labour_client_key unique
);
create index labour_work_order on maintenance.labour (work_order_id, id);
create index labour_employee on maintenance.labour (employee_id, started_at);

create trigger audit after insert or update or delete on maintenance.asset
  for each row execute function platform.audit('path', 'search');
create trigger audit after insert or update or delete on maintenance.asset_status for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.meter for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.meter_reading for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.asset_request for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.checklist for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.checklist_version for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.part
  for each row execute function platform.audit('search');
create trigger audit after insert or update or delete on maintenance.plan for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.work_order for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.visit for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.checklist_answer for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.finding for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.part_use for each row execute function platform.audit();
create trigger audit after insert or update or delete on maintenance.labour for each row execute function platform.audit();

-- Down Migration
drop schema maintenance cascade;
