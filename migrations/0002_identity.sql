-- Up Migration
create schema identity;

create table identity.region (
  id uuid primary key,
  code text not null constraint region_code_key unique,
  name text not null,
  name_native text,
  lead_office_id uuid,
  version integer not null default 1
);

create table identity.office (
  id uuid primary key,
  code text not null constraint office_code_key unique,
  name text not null,
  name_native text,
  region_id uuid not null constraint office_region_fk references identity.region,
  country char(2) not null,
  city text not null,
  time_zone text not null,
  currency char(3) not null,
  languages text[] not null,
  active boolean not null default true,
  version integer not null default 1
);
create index office_region on identity.office (region_id);
alter table identity.region add constraint region_lead_office_fk foreign key (lead_office_id) references identity.office;

create table identity.role (
  id uuid primary key,
  key text not null constraint role_key_key unique,
  name text not null,
  name_native text,
  version integer not null default 1
);

create table identity.role_permission (
  id uuid primary key,
  role_id uuid not null constraint role_permission_role_fk references identity.role on delete cascade,
  permission text not null,
  scope text not null constraint role_permission_scope_check check (scope in ('office', 'region', 'firm')),
  constraint role_permission_key unique (role_id, permission)
);

create table identity.employee (
  id uuid primary key,
  email text not null,
  name text not null,
  name_native text,
  title text,
  office_id uuid not null constraint employee_office_fk references identity.office,
  locale text not null default 'en' constraint employee_locale_check check (locale in ('en', 'zh-CN')),
  password_hash text,
  active boolean not null default true,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1
);
create unique index employee_email_key on identity.employee (lower(email));
create index employee_office on identity.employee (office_id);
create index employee_name on identity.employee (name, id);

create table identity.employee_role (
  id uuid primary key,
  employee_id uuid not null constraint employee_role_employee_fk references identity.employee on delete cascade,
  role_id uuid not null constraint employee_role_role_fk references identity.role,
  constraint employee_role_key unique (employee_id, role_id)
);
create index employee_role_role on identity.employee_role (role_id);

-- One row per sign-in; its refresh token changes at every use, and using an old one ends the session (theft).
create table identity.session (
  id uuid primary key,
  employee_id uuid not null constraint session_employee_fk references identity.employee on delete cascade,
  token_hash bytea not null constraint session_token_key unique,
  previous_hash bytea,
  rotated_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  ip text
);
create index session_employee on identity.session (employee_id);
create index session_previous on identity.session (previous_hash);

create table identity.api_token (
  id uuid primary key,
  employee_id uuid not null constraint api_token_employee_fk references identity.employee on delete cascade,
  name text not null,
  token_hash bytea not null constraint api_token_hash_key unique,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index api_token_employee on identity.api_token (employee_id);

-- Failed sign-ins, for throttling by account and by address; on every node alike.
create table identity.sign_in_failure (
  id bigint generated always as identity primary key,
  subject text not null,
  at timestamptz(3) not null default clock_timestamp()
);
create index sign_in_failure_subject on identity.sign_in_failure (subject, at);

-- Sign-in by an identity provider (OpenID Connect): which of its subjects is which employee.
create table identity.external_identity (
  id uuid primary key,
  employee_id uuid not null constraint external_identity_employee_fk references identity.employee on delete cascade,
  issuer text not null,
  subject text not null,
  constraint external_identity_key unique (issuer, subject)
);
create index external_identity_employee on identity.external_identity (employee_id);

create trigger audit after insert or update or delete on identity.region for each row execute function platform.audit();
create trigger audit after insert or update or delete on identity.office for each row execute function platform.audit();
create trigger audit after insert or update or delete on identity.role for each row execute function platform.audit();
create trigger audit after insert or update or delete on identity.role_permission for each row execute function platform.audit();
create trigger audit after insert or update or delete on identity.employee for each row execute function platform.audit('password_hash');
create trigger audit after insert or update or delete on identity.employee_role for each row execute function platform.audit();
create trigger audit after insert or update or delete on identity.external_identity for each row execute function platform.audit();
-- Being used is no change that anybody made; being revoked is.
create trigger audit after insert or delete or update of revoked_at on identity.api_token for each row execute function platform.audit('token_hash');

-- Down Migration
drop schema identity cascade;
