-- Up Migration

-- What people hand in as files. The bytes lie in the file store (a disk or an object store) under the id.
create table platform.file (
  id uuid primary key,
  name text not null constraint file_name_check check (length(name) between 1 and 200),
  media_type text not null,
  size_bytes bigint not null constraint file_size_check check (size_bytes > 0),
  -- Lower-case hexadecimal SHA-256 of the bytes; null until they have arrived.
  sha256 text,
  -- An employee; who else may use it is up to what it is attached to.
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  stored_at timestamptz(3),
  -- When it was attached to something; what is not within a day is thrown away.
  kept_at timestamptz(3),
  constraint file_stored_check check ((sha256 is null) = (stored_at is null)),
  constraint file_kept_check check (kept_at is null or stored_at is not null)
);
create index file_not_kept on platform.file (created_at) where kept_at is null;

create table services.attachment (
  id uuid primary key,
  request_id uuid not null constraint attachment_request_fk references services.request on delete cascade,
  file_id uuid not null constraint attachment_file_key unique constraint attachment_file_fk references platform.file,
  visibility text not null constraint attachment_visibility_check check (visibility in ('PUBLIC', 'INTERNAL')),
  attached_at timestamptz(3) not null default now(),
  attached_by uuid constraint attachment_attached_by_fk references identity.employee,
  removed_at timestamptz(3),
  removed_by uuid constraint attachment_removed_by_fk references identity.employee
);
create index attachment_request on services.attachment (request_id, attached_at, id);
create index attachment_attached_by on services.attachment (attached_by) where attached_by is not null;
create index attachment_removed_by on services.attachment (removed_by) where removed_by is not null;
create trigger audit after insert or update or delete on services.attachment for each row execute function platform.audit();

alter table services.request_event
  drop constraint request_event_kind_check,
  add constraint request_event_kind_check check (kind in
    ('CREATED', 'CUSTOMER_MESSAGE', 'STAFF_REPLY', 'INTERNAL_NOTE', 'PAUSED', 'RESUMED', 'COMPLETED', 'REOPENED',
     'CANCELLED', 'STATUS_CHANGED', 'ASSIGNED', 'CHANGED',
     'LINKED', 'UNLINKED', 'MERGED_INTO', 'MERGED_FROM', 'SPLIT_OFF', 'SPLIT_FROM', 'WATCHED', 'UNWATCHED',
     'ATTACHED', 'DETACHED'));

-- Down Migration
alter table services.request_event disable trigger append_only;
delete from services.request_event where kind in ('ATTACHED', 'DETACHED');
alter table services.request_event enable trigger append_only;
alter table services.request_event
  drop constraint request_event_kind_check,
  add constraint request_event_kind_check check (kind in
    ('CREATED', 'CUSTOMER_MESSAGE', 'STAFF_REPLY', 'INTERNAL_NOTE', 'PAUSED', 'RESUMED', 'COMPLETED', 'REOPENED',
     'CANCELLED', 'STATUS_CHANGED', 'ASSIGNED', 'CHANGED',
     'LINKED', 'UNLINKED', 'MERGED_INTO', 'MERGED_FROM', 'SPLIT_OFF', 'SPLIT_FROM', 'WATCHED', 'UNWATCHED'));
drop table services.attachment;
drop table platform.file;
