-- Up Migration
create schema contacts;

create table contacts.contact_type (
  id uuid primary key,
  parent_id uuid constraint contact_type_parent_fk references contacts.contact_type,
  code text not null constraint contact_type_code_key unique,
  name text not null,
  name_native text,
  -- Ids from the root down to the type itself, so that everything below a type is one indexed containment test.
  path uuid[] not null,
  active boolean not null default true,
  version integer not null default 1,
  constraint contact_type_path_check check (path[cardinality(path)] = id and (parent_id is null) = (cardinality(path) = 1)),
  constraint contact_type_depth_check check (cardinality(path) <= 10)
);
create index contact_type_parent on contacts.contact_type (parent_id);
create index contact_type_path on contacts.contact_type using gin (path);

create table contacts.contact (
  id uuid primary key,
  customer_id uuid not null constraint contact_customer_fk references customers.customer,
  branch_id uuid constraint contact_branch_fk references customers.branch,
  job_id uuid constraint contact_job_fk references customers.job,
  type_id uuid not null constraint contact_type_fk references contacts.contact_type,
  channel text not null constraint contact_channel_check
    check (channel in ('PHONE', 'EMAIL', 'WEB', 'CHAT', 'VISIT', 'MEETING', 'PORTAL', 'LETTER')),
  direction text not null constraint contact_direction_check check (direction in ('INBOUND', 'OUTBOUND')),
  subject text not null constraint contact_subject_check check (length(subject) between 1 and 200),
  body text constraint contact_body_check check (length(body) <= 10000),
  occurred_at timestamptz(3) not null,
  country char(2),
  city text,
  place text,
  -- Null when the system recorded it (an import of records that name nobody).
  recorded_by uuid constraint contact_recorded_by_fk references identity.employee,
  office_id uuid not null constraint contact_office_fk references identity.office,
  recorded_at timestamptz(3) not null default now(),
  follow_up_on date,
  follow_up_note text,
  follow_up_done_at timestamptz(3),
  follow_up_done_by uuid constraint contact_follow_up_done_by_fk references identity.employee,
  confidential boolean not null default false,
  external_ref text constraint contact_external_ref_key unique,
  version integer not null default 1,
  constraint contact_follow_up_check check (follow_up_on is not null or (follow_up_note is null and follow_up_done_at is null))
);
create index contact_customer on contacts.contact (customer_id, occurred_at, id);
create index contact_branch on contacts.contact (branch_id, occurred_at, id) where branch_id is not null;
create index contact_job on contacts.contact (job_id, occurred_at, id) where job_id is not null;
create index contact_by_type on contacts.contact (type_id, occurred_at, id);
create index contact_office on contacts.contact (office_id, occurred_at, id);
create index contact_recorder on contacts.contact (recorded_by, occurred_at, id);
create index contact_occurred on contacts.contact (occurred_at, id);
create index contact_recorded on contacts.contact (recorded_at, id);
create index contact_follow_up on contacts.contact (follow_up_on, id) where follow_up_on is not null and follow_up_done_at is null;
create index contact_text on contacts.contact using gin ((subject || ' ' || coalesce(body, '')) gin_trgm_ops);

create table contacts.contact_person (
  id uuid primary key,
  contact_id uuid not null constraint contact_person_contact_fk references contacts.contact on delete cascade,
  person_id uuid not null constraint contact_person_person_fk references customers.person,
  constraint contact_person_key unique (contact_id, person_id)
);
create index contact_person_person on contacts.contact_person (person_id);

-- The rules below are foreign keys of a richer kind: they decide in the statement that writes, whoever writes, and
-- report themselves by the name of a constraint.

-- Whether two customers belong to the same group tree.
create function contacts.same_group(a uuid, b uuid) returns boolean language sql stable as $$
  select x.path[1] = y.path[1] from customers.customer x, customers.customer y where x.id = a and y.id = b
$$;

-- Whether the employee is the customer's account manager, who sees everything recorded about it.
create function contacts.is_managed_by(customer uuid, employee uuid) returns boolean language sql stable as $$
  select exists (select from customers.customer c where c.id = customer and c.account_manager_id = employee)
$$;

-- Branch and job are the customer's own or of its group; people are the customer's own. What does not exist at all is
-- left to the foreign keys.
create function contacts.check_belonging() returns trigger language plpgsql as $$
declare
  owner uuid;
begin
  if new.branch_id is not null then
    select b.customer_id into owner from customers.branch b where b.id = new.branch_id;
    if owner <> new.customer_id and not contacts.same_group(owner, new.customer_id) then
      raise exception using errcode = '23514', constraint = 'contact_branch_customer', message = 'branch of another customer';
    end if;
  end if;
  if new.job_id is not null then
    select j.customer_id into owner from customers.job j where j.id = new.job_id;
    if owner <> new.customer_id and not contacts.same_group(owner, new.customer_id) then
      raise exception using errcode = '23514', constraint = 'contact_job_customer', message = 'job of another customer';
    end if;
  end if;
  if tg_op = 'UPDATE' and exists (
    select from contacts.contact_person cp join customers.person p on p.id = cp.person_id
     where cp.contact_id = new.id and p.customer_id <> new.customer_id) then
    raise exception using errcode = '23514', constraint = 'contact_person_customer', message = 'person of another customer';
  end if;
  return null;
end $$;

create function contacts.check_person_belonging() returns trigger language plpgsql as $$
begin
  if exists (select from customers.person p join contacts.contact c on c.id = new.contact_id
              where p.id = new.person_id and p.customer_id <> c.customer_id) then
    raise exception using errcode = '23514', constraint = 'contact_person_customer', message = 'person of another customer';
  end if;
  return null;
end $$;

create trigger belonging_insert after insert on contacts.contact for each row
  when (new.branch_id is not null or new.job_id is not null) execute function contacts.check_belonging();
create trigger belonging_update after update of customer_id, branch_id, job_id on contacts.contact for each row
  when ((old.customer_id, old.branch_id, old.job_id) is distinct from (new.customer_id, new.branch_id, new.job_id))
  execute function contacts.check_belonging();
create trigger belonging_insert after insert on contacts.contact_person for each row execute function contacts.check_person_belonging();

create trigger audit after insert or update or delete on contacts.contact_type for each row execute function platform.audit();
create trigger audit after insert or update or delete on contacts.contact for each row execute function platform.audit();
create trigger audit after insert or update or delete on contacts.contact_person for each row execute function platform.audit();

-- Down Migration
drop schema contacts cascade;
