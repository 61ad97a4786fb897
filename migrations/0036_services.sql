-- Up Migration
-- When the first of a request's open SLA clocks is due: told by sla in the transaction that moves the clocks, kept here so
-- that lists of requests can be ordered by it. Apart from the request, whose row and history this changes nothing of.
create table services.request_due (
  request_id uuid constraint request_due_pkey primary key
    constraint request_due_request_fk references services.request on delete cascade,
  due_at timestamptz(3)
);
-- None comes last in either direction.
create index request_due_first on services.request_due (coalesce(due_at, timestamptz '9999-12-31 00:00:00+00'), request_id);
create index request_due_last on services.request_due (coalesce(due_at, timestamptz '0001-01-01 00:00:00+00'), request_id);

create function services.begin_due() returns trigger language plpgsql as $$
begin
  insert into services.request_due (request_id) select id from created;
  return null;
end $$;
create trigger begin_due after insert on services.request
  referencing new table as created for each statement execute function services.begin_due();

insert into services.request_due (request_id, due_at)
select r.id, (select min(c.due_at) from sla.clock c where c.request_id = r.id and c.state in ('RUNNING', 'PAUSED', 'BREACHED'))
  from services.request r;

create index request_last_event on services.request (last_event_at, id);

-- Down Migration
drop index services.request_last_event;
drop trigger begin_due on services.request;
drop function services.begin_due();
drop table services.request_due;
