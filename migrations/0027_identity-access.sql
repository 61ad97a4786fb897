-- Up Migration
-- A refresh token names its session and generation: any but the newest tells that one was stolen. token_hash is that of
-- the secret which all tokens of a session share. Sessions of before are over, because their tokens are of another form.
alter table identity.session drop column previous_hash;
alter table identity.session add column generation integer not null default 0;
alter table identity.session add column user_agent text;
alter table identity.session add column network text;
update identity.session set ended_at = clock_timestamp() where ended_at is null;
create index session_known on identity.session (employee_id, network, created_at desc);

-- An API token has an end and rights of its own, never more than those of its owner.
update identity.api_token set expires_at = now() + interval '90 days' where expires_at is null;
alter table identity.api_token alter column expires_at set not null;
alter table identity.api_token add column grants jsonb not null default '[]';
update identity.api_token t set grants = coalesce((
  select jsonb_agg(distinct jsonb_build_object('permission', rp.permission, 'scope', rp.scope))
    from identity.employee_role er join identity.role_permission rp on rp.role_id = er.role_id
   where er.employee_id = t.employee_id), '[]');
alter table identity.api_token alter column grants drop default;

-- Whatever ends a sign-in or changes what it allows is announced when it commits, whoever changed it and how: every node
-- forgets what it knew of the employee (the argument names the column with its id), or of everybody (*).
create function identity.announce_access() returns trigger language plpgsql as $$
begin
  perform pg_notify('meridian_access',
    case when tg_level = 'STATEMENT' then '*' else coalesce(to_jsonb(new), to_jsonb(old)) ->> tg_argv[0] end);
  return null;
end $$;
create trigger announce_end after update of ended_at or delete on identity.session
  for each row execute function identity.announce_access('employee_id');
create trigger announce_access after update of revoked_at, expires_at, grants or delete on identity.api_token
  for each row execute function identity.announce_access('employee_id');
create trigger announce_access after update on identity.employee
  for each row execute function identity.announce_access('id');
create trigger announce_access after insert or update or delete on identity.employee_role
  for each row execute function identity.announce_access('employee_id');
create trigger announce_access after insert or update or delete on identity.role_permission
  for each statement execute function identity.announce_access();
create trigger announce_access after update on identity.role
  for each statement execute function identity.announce_access();
create trigger announce_access after update of region_id on identity.office
  for each statement execute function identity.announce_access();


-- A password that somebody else has set serves for choosing one's own.
alter table identity.employee add column password_temporary boolean not null default false;
alter table identity.employee add column password_changed_at timestamptz(3);

-- Second factors: one-time codes by time (RFC 6238). The secret is encrypted; last_step keeps a code from serving twice.
alter table identity.role add column requires_second_factor boolean not null default false;
create table identity.second_factor (
  id uuid primary key,
  employee_id uuid not null constraint second_factor_employee_fk references identity.employee on delete cascade,
  secret bytea not null,
  created_at timestamptz(3) not null default now(),
  confirmed_at timestamptz(3),
  last_step bigint not null default 0,
  constraint second_factor_employee_key unique (employee_id)
);
create table identity.recovery_code (
  id uuid primary key,
  employee_id uuid not null constraint recovery_code_employee_fk references identity.employee on delete cascade,
  code_hash bytea not null constraint recovery_code_hash_key unique,
  created_at timestamptz(3) not null default now(),
  used_at timestamptz(3)
);
create index recovery_code_employee on identity.recovery_code (employee_id);
-- A code that was entered is no change that anybody made; a factor that came or went is, and a recovery code that was used.
create trigger audit after insert or delete or update of confirmed_at on identity.second_factor
  for each row execute function platform.audit('secret', 'last_step');
create trigger audit after update of used_at on identity.recovery_code
  for each row execute function platform.audit('code_hash');
create trigger announce_access after insert or delete or update of confirmed_at on identity.second_factor
  for each row execute function identity.announce_access('employee_id');

-- Down Migration
drop table identity.recovery_code;
drop table identity.second_factor;
alter table identity.role drop column requires_second_factor;
alter table identity.employee drop column password_changed_at;
alter table identity.employee drop column password_temporary;

drop trigger announce_access on identity.office;
drop trigger announce_access on identity.role;
drop trigger announce_access on identity.role_permission;
drop trigger announce_access on identity.employee_role;
drop trigger announce_access on identity.employee;
drop trigger announce_access on identity.api_token;
drop trigger announce_end on identity.session;
drop function identity.announce_access();

alter table identity.api_token drop column grants;
alter table identity.api_token alter column expires_at drop not null;

drop index identity.session_known;
alter table identity.session drop column network;
alter table identity.session drop column user_agent;
alter table identity.session drop column generation;
alter table identity.session add column previous_hash bytea;
create index session_previous on identity.session (previous_hash);
