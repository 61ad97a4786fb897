-- Up Migration

-- Keys that have signed proofs, for ever: what was signed stays checkable when the key is replaced.
create table sla.proof_key (
  -- First 32 hex digits of the SHA-256 of the public key (SPKI, DER).
  id text primary key constraint proof_key_id_check check (id ~ '^[0-9a-f]{32}$'),
  -- PEM.
  public_key text not null,
  first_used_at timestamptz(3) not null
);

-- A signed, self-contained account of a customer's requests of a period, made in the background.
create table sla.proof (
  id uuid primary key,
  -- With all customers below it.
  customer_id uuid not null constraint proof_customer_fk references customers.customer,
  -- Requests created within [from_at, to_at).
  from_at timestamptz(3) not null,
  to_at timestamptz(3) not null,
  status text not null constraint proof_status_check check (status in ('WAITING', 'RUNNING', 'READY', 'FAILED')),
  requested_at timestamptz(3) not null,
  -- Null: the system.
  requested_by uuid constraint proof_requested_by_fk references identity.employee,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  -- Verdicts are as of then.
  as_of timestamptz(3),
  -- How often work on it began; one that stops its workers is given up.
  attempts integer not null default 0,
  requests_total integer,
  requests_done integer not null default 0,
  clocks integer,
  -- Of the file as it is downloaded.
  bytes bigint,
  -- Of the text that is signed, in hex.
  sha256 text,
  key_id text constraint proof_key_fk references sla.proof_key,
  -- { "met", "missed", "breached", "running", "paused", "cancelled", "attainment" }
  totals jsonb,
  -- Code of a message with its parameters, when it failed.
  failure jsonb,
  constraint proof_period_check check (from_at < to_at),
  constraint proof_ready_check check (status <> 'READY' or num_nulls(as_of, finished_at, clocks, bytes, sha256, key_id, totals) = 0)
);
create index proof_list on sla.proof (requested_at, id);
create index proof_customer on sla.proof (customer_id, requested_at, id);
create index proof_requested_by on sla.proof (requested_by) where requested_by is not null;
create index proof_key_used on sla.proof (key_id) where key_id is not null;
create index proof_waiting on sla.proof (requested_at) where status in ('WAITING', 'RUNNING');
-- How far it is, is not audited; who asked for it and what became of it is.
create trigger audit after insert or delete or update of status on sla.proof for each row execute function platform.audit();

-- The file in pieces, each compressed by itself: in their order, decompressed, they are the file.
create table sla.proof_part (
  proof_id uuid not null constraint proof_part_proof_fk references sla.proof on delete cascade,
  -- 0 is the head, which is known last.
  number integer not null,
  content bytea not null,
  constraint proof_part_pkey primary key (proof_id, number)
);
alter table sla.proof_part alter column content set storage external;

-- Down Migration
drop table sla.proof_part, sla.proof, sla.proof_key;
