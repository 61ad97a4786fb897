-- Up Migration
-- Where a person belonged before. What was recorded with the person there stays there.
create table customers.person_move (
  id uuid primary key,
  person_id uuid not null constraint person_move_person_fk references customers.person,
  from_customer_id uuid not null constraint person_move_from_fk references customers.customer,
  to_customer_id uuid not null constraint person_move_to_fk references customers.customer,
  moved_at timestamptz(3) not null default clock_timestamp(),
  moved_by uuid constraint person_move_moved_by_fk references identity.employee,
  constraint person_move_customers_check check (from_customer_id <> to_customer_id)
);
create index person_move_person on customers.person_move (person_id, moved_at desc, id desc);
create index person_move_from on customers.person_move (from_customer_id);
create index person_move_to on customers.person_move (to_customer_id);
create index person_move_moved_by on customers.person_move (moved_by);

-- People who have moved to another customer since stay in the contacts that they took part in: only a contact that is
-- given to another customer needs people of that one.
create or replace function contacts.check_belonging() returns trigger language plpgsql as $$
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
  if tg_op = 'UPDATE' and new.customer_id <> old.customer_id and exists (
    select from contacts.contact_person cp join customers.person p on p.id = cp.person_id
     where cp.contact_id = new.id and p.customer_id <> new.customer_id) then
    raise exception using errcode = '23514', constraint = 'contact_person_customer', message = 'person of another customer';
  end if;
  return null;
end $$;

-- Down Migration
create or replace function contacts.check_belonging() returns trigger language plpgsql as $$
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
drop table customers.person_move;
