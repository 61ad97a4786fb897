-- Up Migration

-- A group of employees who share work; requests wait in its queue until one of them takes them.
create table identity.team (
  id uuid primary key,
  code text not null constraint team_code_key unique,
  name text not null,
  name_native text,
  office_id uuid not null constraint team_office_fk references identity.office,
  active boolean not null default true,
  version integer not null default 1
);
create index team_office on identity.team (office_id);

create table identity.team_member (
  id uuid primary key,
  team_id uuid not null constraint team_member_team_fk references identity.team on delete cascade,
  employee_id uuid not null constraint team_member_employee_fk references identity.employee on delete cascade,
  constraint team_member_key unique (team_id, employee_id)
);
create index team_member_employee on identity.team_member (employee_id);

create trigger audit after insert or update or delete on identity.team for each row execute function platform.audit();
create trigger audit after insert or update or delete on identity.team_member for each row execute function platform.audit();

-- Zones as the IANA data base writes them: asia/hong_kong is Asia/Hong_Kong.
do $$
begin
  if exists (select from identity.office) then
    perform set_config('meridian.ctx', '{"actor": null, "via": "cli", "request": "migration 0009"}', true);
    update identity.office o set time_zone = z.name, version = o.version + 1
      from pg_timezone_names z where lower(z.name) = lower(o.time_zone) and z.name <> o.time_zone;
  end if;
end $$;

-- A status that is not used any more stays, so that history can be read; requests that still stand in it go on to
-- another one in the background.
alter table services.status
  add column retired_at timestamptz(3),
  add column retired_by uuid constraint status_retired_by_fk references identity.employee,
  add column retired_to_id uuid constraint status_retired_to_fk references services.status,
  add constraint status_retired_check check (retired_at is null and retired_to_id is null or retired_at is not null and not initial);
create index status_retired_to on services.status (retired_to_id) where retired_to_id is not null;
create index status_retired_by on services.status (retired_by) where retired_by is not null;

-- What impact and urgency amount to; the row with the highest number is in force, the others say what was.
create table services.priority_matrix (
  id uuid primary key,
  number integer not null constraint priority_matrix_number_key unique,
  -- { impact: { urgency: priority } }
  cells jsonb not null,
  recorded_at timestamptz(3) not null default now(),
  recorded_by uuid constraint priority_matrix_recorded_by_fk references identity.employee,
  -- Whether open requests whose priority was not given by hand are to be weighed again, and how far that has come.
  applies_to_open boolean not null default false,
  cursor uuid,
  changed_requests integer not null default 0,
  applied_at timestamptz(3)
);
create index priority_matrix_recorded_by on services.priority_matrix (recorded_by) where recorded_by is not null;
create index priority_matrix_waiting on services.priority_matrix (number) where applies_to_open and applied_at is null;
insert into services.priority_matrix (id, number, cells) values ('019360a0-0000-7000-8000-000000000009', 1,
  '{"HIGH": {"HIGH": "CRITICAL", "MEDIUM": "HIGH", "LOW": "MODERATE"},
    "MEDIUM": {"HIGH": "HIGH", "MEDIUM": "MODERATE", "LOW": "LOW"},
    "LOW": {"HIGH": "MODERATE", "MEDIUM": "LOW", "LOW": "LOW"}}');
create trigger audit after insert on services.priority_matrix for each row execute function platform.audit();

alter table services.request
  add column team_id uuid constraint request_team_fk references identity.team,
  add column parent_id uuid constraint request_parent_fk references services.request,
  -- The request that goes on in its stead; never one that was merged itself.
  add column merged_into_id uuid constraint request_merged_into_fk references services.request,
  -- Whether the priority was given by hand, and why; else impact and urgency decide, by this version of the matrix.
  add column priority_overridden boolean not null default false,
  add column priority_reason text constraint request_priority_reason_check check (length(priority_reason) <= 500),
  add column priority_matrix integer,
  add constraint request_parent_check check (parent_id <> id),
  add constraint request_merged_check check (merged_into_id is null or merged_into_id <> id and status_category = 'CANCELLED'),
  add constraint request_priority_reason_of_override_check check (priority_reason is null or priority_overridden);
update services.request r set priority_overridden = true
  from services.priority_matrix m
 where m.number = 1
   and r.priority <> m.cells -> coalesce(r.impact, 'MEDIUM') ->> coalesce(r.urgency, 'MEDIUM');
create index request_team on services.request (team_id, created_at, id) where team_id is not null;
create index request_parent on services.request (parent_id, created_at, id) where parent_id is not null;
create index request_merged_into on services.request (merged_into_id) where merged_into_id is not null;

-- The category of a status that requests stand in cannot change behind their backs.
alter table services.request
  drop constraint request_status_fk,
  add constraint request_status_fk foreign key (status_id, status_category) references services.status (id, category);

drop trigger audit on services.request;
create trigger audit after insert or delete or update of customer_id, branch_id, job_id, requester_id, contact_id,
  contact_type_id, channel, subject, description, impact, urgency, priority, priority_overridden, priority_reason, office_id,
  assignee_id, team_id, parent_id, merged_into_id, status_id, external_ref
  on services.request for each row execute function platform.audit();

-- What else happens to a request: it is tied to others, merged, split, followed.
alter table services.request_event
  drop constraint request_event_kind_check,
  add constraint request_event_kind_check check (kind in
    ('CREATED', 'CUSTOMER_MESSAGE', 'STAFF_REPLY', 'INTERNAL_NOTE', 'PAUSED', 'RESUMED', 'COMPLETED', 'REOPENED',
     'CANCELLED', 'STATUS_CHANGED', 'ASSIGNED', 'CHANGED',
     'LINKED', 'UNLINKED', 'MERGED_INTO', 'MERGED_FROM', 'SPLIT_OFF', 'SPLIT_FROM', 'WATCHED', 'UNWATCHED')),
  -- The other request that it is about.
  add column related_id uuid constraint request_event_related_fk references services.request;
create index request_event_related on services.request_event (related_id) where related_id is not null;
drop trigger append_only on services.request_event;
create trigger append_only
  before update of request_id, seq, at, kind, actor_id, via, from_status, to_status, before, after, related_id, recorded_at
  on services.request_event for each row execute function services.refuse_rewriting();

create table services.request_link (
  id uuid primary key,
  from_id uuid not null constraint request_link_from_fk references services.request on delete cascade,
  to_id uuid not null constraint request_link_to_fk references services.request on delete cascade,
  -- "from" relates to, is a duplicate of, or was caused by "to".
  kind text not null constraint request_link_kind_check check (kind in ('RELATES_TO', 'DUPLICATE_OF', 'CAUSED_BY')),
  since timestamptz(3) not null default now(),
  constraint request_link_key unique (from_id, to_id, kind),
  -- What relates to one another is kept once.
  constraint request_link_check check (from_id <> to_id and (kind <> 'RELATES_TO' or from_id < to_id))
);
create index request_link_to on services.request_link (to_id);

-- Contacts and jobs that have to do with it, beside the one it came from and the one it belongs to.
create table services.linked_contact (
  id uuid primary key,
  request_id uuid not null constraint linked_contact_request_fk references services.request on delete cascade,
  contact_id uuid not null constraint linked_contact_contact_fk references contacts.contact,
  since timestamptz(3) not null default now(),
  constraint linked_contact_key unique (request_id, contact_id)
);
create index linked_contact_contact on services.linked_contact (contact_id);

create table services.linked_job (
  id uuid primary key,
  request_id uuid not null constraint linked_job_request_fk references services.request on delete cascade,
  job_id uuid not null constraint linked_job_job_fk references customers.job,
  since timestamptz(3) not null default now(),
  constraint linked_job_key unique (request_id, job_id)
);
create index linked_job_job on services.linked_job (job_id);

create trigger audit after insert or update or delete on services.request_link for each row execute function platform.audit();
create trigger audit after insert or update or delete on services.linked_contact for each row execute function platform.audit();
create trigger audit after insert or update or delete on services.linked_job for each row execute function platform.audit();

-- Down Migration
drop table services.linked_job;
drop table services.linked_contact;
drop table services.request_link;

delete from services.request_event where kind in
  ('LINKED', 'UNLINKED', 'MERGED_INTO', 'MERGED_FROM', 'SPLIT_OFF', 'SPLIT_FROM', 'WATCHED', 'UNWATCHED');
drop trigger append_only on services.request_event;
alter table services.request_event
  drop column related_id,
  drop constraint request_event_kind_check,
  add constraint request_event_kind_check check (kind in
    ('CREATED', 'CUSTOMER_MESSAGE', 'STAFF_REPLY', 'INTERNAL_NOTE', 'PAUSED', 'RESUMED', 'COMPLETED', 'REOPENED',
     'CANCELLED', 'STATUS_CHANGED', 'ASSIGNED', 'CHANGED'));
create trigger append_only
  before update of request_id, seq, at, kind, actor_id, via, from_status, to_status, before, after, recorded_at
  on services.request_event for each row execute function services.refuse_rewriting();

drop trigger audit on services.request;
alter table services.request
  drop constraint request_status_fk,
  add constraint request_status_fk foreign key (status_id, status_category)
    references services.status (id, category) on update cascade,
  drop column team_id,
  drop column parent_id,
  drop column merged_into_id,
  drop column priority_overridden,
  drop column priority_reason,
  drop column priority_matrix;
create trigger audit after insert or delete or update of customer_id, branch_id, job_id, requester_id, contact_id,
  contact_type_id, channel, subject, description, impact, urgency, priority, office_id, assignee_id, status_id, external_ref
  on services.request for each row execute function platform.audit();
drop table services.priority_matrix;

alter table services.status
  drop column retired_to_id,
  drop column retired_by,
  drop column retired_at;

drop table identity.team_member;
drop table identity.team;
