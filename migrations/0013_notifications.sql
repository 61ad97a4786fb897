-- Up Migration
create schema notifications;

-- What a person was told: a kind and its values, from which the text is made in the reader's language.
create table notifications.notification (
  id uuid primary key,
  employee_id uuid not null constraint notification_employee_fk references identity.employee on delete cascade,
  kind text not null,
  params jsonb not null,
  -- What it is about: type of the API and id; both null when it is about nothing that can be opened.
  about_type text,
  about_id uuid,
  -- The same key reaches the same person once.
  dedupe_key text constraint notification_dedupe_key_check check (length(dedupe_key) <= 200),
  created_at timestamptz(3) not null,
  read_at timestamptz(3),
  -- When it goes into a collected e-mail unless it was read before; null when it goes into none (any more).
  digest_at timestamptz(3),
  constraint notification_about_check check ((about_type is null) = (about_id is null)),
  constraint notification_dedupe unique (employee_id, dedupe_key)
);
create index notification_list on notifications.notification (employee_id, created_at, id);
create index notification_unread on notifications.notification (employee_id, created_at, id) where read_at is null;
create index notification_digest on notifications.notification (digest_at) where digest_at is not null;
create index notification_created on notifications.notification (created_at);

-- How somebody wants to be told of a kind by e-mail, where that differs from what is usual for the kind.
create table notifications.preference (
  id uuid primary key,
  employee_id uuid not null constraint preference_employee_fk references identity.employee on delete cascade,
  kind text not null,
  email text not null constraint preference_email_check check (email in ('EACH', 'DIGEST', 'OFF')),
  constraint preference_key unique (employee_id, kind)
);
create trigger audit after insert or update or delete on notifications.preference
  for each row execute function platform.audit();

-- E-mail on its way: written in the transaction that decides about it, sent in the background.
create table platform.outgoing_mail (
  -- Also in the Message-ID, so that a message that is sent twice can be recognised.
  id uuid primary key,
  -- What sort of mail it is, for operators: the name of the kind or job that wrote it.
  purpose text not null,
  to_address text not null,
  to_name text,
  -- BCP 47 tag.
  language text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  -- Messages with the same one are shown as one conversation.
  thread text,
  status text not null constraint outgoing_mail_status_check check (status in ('QUEUED', 'SENT', 'FAILED')),
  attempts integer not null default 0,
  -- While it is being sent: when another worker may take it over.
  next_attempt_at timestamptz(3),
  created_at timestamptz(3) not null,
  -- When it was sent, or given up.
  ended_at timestamptz(3),
  -- What the server said last.
  answer text,
  -- The operation that caused it.
  request_id text not null,
  constraint outgoing_mail_waits_check check ((status = 'QUEUED') = (next_attempt_at is not null)),
  constraint outgoing_mail_ended_check check ((status = 'QUEUED') = (ended_at is null))
);
create index outgoing_mail_waiting on platform.outgoing_mail (next_attempt_at) where status = 'QUEUED';
create index outgoing_mail_failed on platform.outgoing_mail (created_at, id) where status = 'FAILED';
create index outgoing_mail_created on platform.outgoing_mail (created_at, id);

-- Down Migration
drop table platform.outgoing_mail;
drop schema notifications cascade;
