-- Up Migration
create schema customers;

-- Letters without case and accents, so that "muller" finds "Müller". Declared immutable because the dictionary is
-- named and never changes; the generated columns below need that.
create function customers.fold(value text) returns text
  language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary, value));

-- The tree of sectors.
create table customers.sector (
  id uuid primary key,
  code text not null constraint sector_code_key unique,
  name text not null,
  name_native text,
  parent_id uuid constraint sector_parent_fk references customers.sector,
  -- Ids from the root down to the sector itself; kept by the trigger.
  path uuid[] not null constraint sector_depth_check check (cardinality(path) <= 10),
  active boolean not null default true,
  version integer not null default 1
);
create index sector_parent on customers.sector (parent_id);
create index sector_path on customers.sector (path);

create sequence customers.customer_code_seq;

create table customers.customer (
  id uuid primary key,
  code text not null constraint customer_code_key unique,
  name text not null,
  name_native text,
  parent_id uuid constraint customer_parent_fk references customers.customer,
  -- Ids from the group down to the customer itself; kept by the trigger. All below a customer: a range of this index.
  path uuid[] not null constraint customer_depth_check check (cardinality(path) <= 10),
  sector_id uuid constraint customer_sector_fk references customers.sector,
  stage text not null default 'ATTRACTED'
    constraint customer_stage_check check (stage in ('ATTRACTED', 'ACQUIRED', 'ACTIVE', 'RETAINED', 'LOYAL', 'LOST')),
  office_id uuid not null constraint customer_office_fk references identity.office,
  account_manager_id uuid constraint customer_account_manager_fk references identity.employee,
  website text,
  active boolean not null default true,
  external_ref text constraint customer_external_ref_key unique,
  created_at timestamptz(3) not null default clock_timestamp(),
  version integer not null default 1,
  -- Orders alike on every server, whatever its collation.
  sort_name text collate "C" not null generated always as (customers.fold(name)) stored,
  search text not null generated always as (customers.fold(name || ' ' || coalesce(name_native, '') || ' ' || code)) stored
);
create index customer_path on customers.customer (path);
create index customer_sort_name on customers.customer (sort_name, id);
create index customer_created on customers.customer (created_at, id);
create index customer_parent on customers.customer (parent_id, sort_name, id);
create index customer_sector on customers.customer (sector_id, sort_name, id);
create index customer_office on customers.customer (office_id, sort_name, id);
create index customer_account_manager on customers.customer (account_manager_id, sort_name, id);
create index customer_search on customers.customer using gin (search gin_trgm_ops);

-- Moves in one tree happen one after the other; whoever adds below somebody waits for a move under way. So two moves
-- can never close a circle together, and no path is computed from one that is about to change.
create function customers.lock_tree(tree regclass, moving boolean) returns void language plpgsql as $$
begin
  if moving then
    perform pg_advisory_xact_lock(20003, tree::oid::int);
  else
    perform pg_advisory_xact_lock_shared(20003, tree::oid::int);
  end if;
end $$;

-- Before a row comes or gets another parent: works out its path, refuses circles, gives a code to a customer without.
create function customers.place_in_tree() returns trigger language plpgsql as $$
declare
  above uuid[];
begin
  if new.parent_id is null then
    if tg_op = 'UPDATE' then
      perform customers.lock_tree(tg_relid, true);
    end if;
    new.path := array[new.id];
  else
    perform customers.lock_tree(tg_relid, tg_op = 'UPDATE');
    if tg_table_name = 'sector' then
      select path into above from customers.sector where id = new.parent_id;
    else
      select path into above from customers.customer where id = new.parent_id;
    end if;
    if new.parent_id = new.id or new.id = any(above) then
      raise exception 'circle in %', tg_table_name
        using errcode = 'check_violation', constraint = tg_table_name || '_cycle';
    end if;
    -- An unknown parent is the foreign key's affair.
    new.path := coalesce(above, '{}') || new.id;
  end if;
  return new;
end $$;

-- After a row got another parent: everything below it moves along.
create function customers.move_below() returns trigger language plpgsql as $$
begin
  if new.path = old.path then
    return null;
  end if;
  if tg_table_name = 'sector' then
    update customers.sector set path = new.path || path[cardinality(old.path) + 1:]
     where path > old.path and path < old.path || 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid;
  else
    update customers.customer set path = new.path || path[cardinality(old.path) + 1:]
     where path > old.path and path < old.path || 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid;
  end if;
  return null;
end $$;

create trigger place before insert or update of parent_id on customers.sector
  for each row execute function customers.place_in_tree();
create trigger move_below after update of parent_id on customers.sector
  for each row execute function customers.move_below();
create trigger place before insert or update of parent_id on customers.customer
  for each row execute function customers.place_in_tree();
create trigger move_below after update of parent_id on customers.customer
  for each row execute function customers.move_below();

-- A free code for a customer that comes without one.
create function customers.give_customer_code() returns trigger language plpgsql as $$
declare
  number text;
begin
  while new.code is null loop
    number := nextval('customers.customer_code_seq')::text;
    new.code := 'C-' || lpad(number, greatest(6, length(number)), '0');
    if exists (select from customers.customer where code = new.code) then
      new.code := null;
    end if;
  end loop;
  return new;
end $$;
create trigger code before insert on customers.customer
  for each row when (new.code is null) execute function customers.give_customer_code();

create table customers.branch (
  id uuid primary key,
  customer_id uuid not null constraint branch_customer_fk references customers.customer,
  code text not null constraint branch_code_key unique,
  name text not null,
  name_native text,
  country char(2) not null,
  city text,
  address text,
  time_zone text not null,
  office_id uuid constraint branch_office_fk references identity.office,
  incumbent text,
  active boolean not null default true,
  external_ref text constraint branch_external_ref_key unique,
  created_at timestamptz(3) not null default clock_timestamp(),
  version integer not null default 1,
  sort_name text collate "C" not null generated always as (customers.fold(name)) stored,
  search text not null generated always as
    (customers.fold(name || ' ' || coalesce(name_native, '') || ' ' || code || ' ' || coalesce(city, ''))) stored,
  constraint branch_served_check check (office_id is null or incumbent is null),
  constraint branch_of_customer_key unique (id, customer_id)
);
create index branch_customer on customers.branch (customer_id, sort_name, id);
create index branch_country on customers.branch (country, customer_id);
create index branch_office on customers.branch (office_id);
create index branch_sort_name on customers.branch (sort_name, id);
create index branch_search on customers.branch using gin (search gin_trgm_ops);

-- The last number given to a branch of a customer in a country: C-000123/HK1, C-000123/HK2 …
create table customers.branch_number (
  customer_id uuid not null constraint branch_number_customer_fk references customers.customer,
  country char(2) not null,
  last integer not null,
  primary key (customer_id, country)
);

create function customers.give_branch_code() returns trigger language plpgsql as $$
declare
  number integer;
begin
  while new.code is null loop
    insert into customers.branch_number as n (customer_id, country, last) values (new.customer_id, new.country, 1)
        on conflict (customer_id, country) do update set last = n.last + 1 returning n.last into number;
    select c.code || '/' || new.country || number into strict new.code
      from customers.customer c where c.id = new.customer_id;
    if exists (select from customers.branch where code = new.code) then
      new.code := null;
    end if;
  end loop;
  return new;
end $$;
create trigger code before insert on customers.branch
  for each row when (new.code is null) execute function customers.give_branch_code();

create table customers.person (
  id uuid primary key,
  customer_id uuid not null constraint person_customer_fk references customers.customer,
  name text not null,
  name_native text,
  email text,
  phone text,
  language text,
  role_title text,
  active boolean not null default true,
  external_ref text constraint person_external_ref_key unique,
  created_at timestamptz(3) not null default clock_timestamp(),
  version integer not null default 1,
  sort_name text collate "C" not null generated always as (customers.fold(name)) stored,
  search text not null generated always as
    (customers.fold(name || ' ' || coalesce(name_native, '') || ' ' || coalesce(email, ''))) stored,
  constraint person_of_customer_key unique (id, customer_id)
);
create index person_customer on customers.person (customer_id, sort_name, id);
create index person_email on customers.person (lower(email));
create index person_sort_name on customers.person (sort_name, id);
create index person_search on customers.person using gin (search gin_trgm_ops);

-- At which branches a person is met; both belong to the same customer.
create table customers.person_branch (
  id uuid primary key,
  person_id uuid not null,
  branch_id uuid not null,
  customer_id uuid not null,
  constraint person_branch_key unique (person_id, branch_id),
  constraint person_branch_person_fk foreign key (person_id, customer_id) references customers.person (id, customer_id),
  constraint person_branch_branch_fk foreign key (branch_id, customer_id) references customers.branch (id, customer_id)
);
create index person_branch_branch on customers.person_branch (branch_id, person_id);

create sequence customers.job_code_seq;

create table customers.job (
  id uuid primary key,
  code text not null constraint job_code_key unique,
  customer_id uuid not null constraint job_customer_fk references customers.customer,
  branch_id uuid,
  name text not null,
  service_line text not null
    constraint job_service_line_check check (service_line in ('CONSULTING', 'MANAGEMENT', 'MAINTENANCE')),
  country char(2) not null,
  city text,
  site text,
  office_id uuid not null constraint job_office_fk references identity.office,
  status text not null default 'OPEN' constraint job_status_check check (status in ('OPEN', 'CLOSED', 'CANCELLED')),
  starts_on date,
  ends_on date,
  external_ref text constraint job_external_ref_key unique,
  created_at timestamptz(3) not null default clock_timestamp(),
  version integer not null default 1,
  search text not null generated always as
    (customers.fold(name || ' ' || code || ' ' || coalesce(city, '') || ' ' || coalesce(site, ''))) stored,
  constraint job_dates_check check (ends_on >= starts_on),
  constraint job_branch_fk foreign key (branch_id, customer_id) references customers.branch (id, customer_id)
);
create index job_customer on customers.job (customer_id, created_at, id);
create index job_branch on customers.job (branch_id);
create index job_office on customers.job (office_id, created_at, id);
create index job_created on customers.job (created_at, id);
create index job_search on customers.job using gin (search gin_trgm_ops);

create function customers.give_job_code() returns trigger language plpgsql as $$
declare
  number text;
begin
  while new.code is null loop
    number := nextval('customers.job_code_seq')::text;
    new.code := 'J-' || lpad(number, greatest(6, length(number)), '0');
    if exists (select from customers.job where code = new.code) then
      new.code := null;
    end if;
  end loop;
  return new;
end $$;
create trigger code before insert on customers.job
  for each row when (new.code is null) execute function customers.give_job_code();

-- Derived columns are not kept: they follow from the others.
create trigger audit after insert or update or delete on customers.sector
  for each row execute function platform.audit('path');
create trigger audit after insert or update or delete on customers.customer
  for each row execute function platform.audit('path', 'sort_name', 'search');
create trigger audit after insert or update or delete on customers.branch
  for each row execute function platform.audit('sort_name', 'search');
create trigger audit after insert or update or delete on customers.person
  for each row execute function platform.audit('sort_name', 'search');
create trigger audit after insert or update or delete on customers.person_branch
  for each row execute function platform.audit();
create trigger audit after insert or update or delete on customers.job
  for each row execute function platform.audit('search');

-- Down Migration
drop schema customers cascade;
