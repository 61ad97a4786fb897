-- Up Migration
create schema intake;

-- Adds numbers by name: {"a": 1} and {"a": 2, "b": 1} make {"a": 3, "b": 1}.
create function intake.add_counts(one jsonb, other jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(n.key, n.total), '{}')
    from (select e.key, sum(e.value::bigint) as total
            from (select * from jsonb_each_text(one) union all select * from jsonb_each_text(other)) e
           group by e.key) n
$$;

-- One import of one file. Its counts and its checkpoint change in the transaction of each batch, so that whatever kills
-- the process, the run goes on from the last batch that counted.
create table intake.run (
  id uuid primary key,
  kind text not null constraint run_kind_check check (kind in ('INCIDENTS', 'REVENUE')),
  -- Where the data comes from: the name space of its external references.
  source text not null,
  file_name text not null,
  file_bytes bigint not null,
  -- SHA-256 of the file as it lies there, and of what its mapping says.
  file_digest text not null,
  mapping_name text not null,
  mapping_digest text not null,
  started_at timestamptz(3) not null default clock_timestamp(),
  progressed_at timestamptz(3) not null default clock_timestamp(),
  finished_at timestamptz(3),
  -- How often it was taken up again after an interruption.
  resumed integer not null default 0,
  rows_read bigint not null default 0,
  rows_taken bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_rejected bigint not null default 0,
  -- Share of the file that was read, from 0 to 1.
  progress real not null default 0,
  -- What came into being: { "requests": 500, ... }.
  created jsonb not null default '{}',
  -- Rejected rows by reason: { "INVALID_DATE": 2, ... }.
  rejections jsonb not null default '{}',
  reject_file text not null,
  constraint run_counts_check check (rows_read = rows_taken + rows_unchanged + rows_rejected)
);
create index run_started on intake.run (started_at, id);
-- Whoever starts the same import again takes up the unfinished one.
create unique index run_unfinished_key on intake.run (kind, file_digest, mapping_digest) where finished_at is null;

-- Where an unfinished run stands: rows before it are done, the reject file is good up to there.
create table intake.checkpoint (
  run_id uuid primary key constraint checkpoint_run_fk references intake.run on delete cascade,
  rows bigint not null,
  reject_bytes bigint not null
);

-- What was taken from a source, under its own key: an import that meets the same again has nothing to do.
create table intake.taken (
  source text not null,
  key text not null,
  -- Of the rows and of the mapping.
  digest text not null,
  run_id uuid not null constraint taken_run_fk references intake.run,
  constraint taken_pkey primary key (source, key)
);
create index taken_run on intake.taken (run_id);

-- Down Migration
drop schema intake cascade;
