-- Up Migration
-- Public holidays of a country or a part of it (from the library), or closed days of our own; calendars refer to them.
create table sla.holiday_set (
  id uuid primary key,
  -- GB, GB-ENG, DE-BY-A as the library calls them; a set of our own begins with three or more characters.
  code text not null constraint holiday_set_code_key unique,
  name text not null,
  name_native text,
  -- Country of a set from the library; null for one of our own.
  country text,
  -- Years taken from the library, both included; null for a set of our own.
  from_year integer,
  to_year integer,
  loaded_at timestamptz(3),
  -- Grows with every change of the rows; behind it, calendars that stand on the set wait to be brought up to date.
  generation bigint not null default 1,
  applied bigint not null default 1,
  version integer not null default 1,
  constraint holiday_set_years_check check (num_nulls(country, from_year, to_year, loaded_at) in (0, 4) and from_year <= to_year)
);
create index holiday_set_waiting on sla.holiday_set (id) where generation > applied;

-- One statement about one date.
create table sla.holiday (
  id uuid primary key,
  set_id uuid not null constraint holiday_set_fk references sla.holiday_set,
  date date not null,
  name text not null,
  name_native text,
  kind text not null constraint holiday_kind_check check (kind in
    ('PUBLIC', 'SUBSTITUTE', 'IN_LIEU', 'MAKE_UP_WORKING_DAY', 'BANK', 'OPTIONAL', 'OBSERVANCE')),
  -- Part of the day that is closed, HH:MM to HH:MM (24:00 allowed); null: the whole day.
  closed_from text,
  closed_to text,
  -- With a make-up working day: the day off that it makes up for.
  replaces date,
  -- Computed, because nothing is announced for that year yet.
  provisional boolean not null default false,
  source text not null constraint holiday_source_check check (source in ('LIBRARY', 'AMENDED')),
  -- Kept, but counts no more.
  suppressed boolean not null default false,
  -- What the library calls this statement (date and name); null for a row somebody added.
  library_key text,
  version integer not null default 1,
  constraint holiday_day_key unique (set_id, date, name),
  constraint holiday_library_key unique (set_id, library_key),
  constraint holiday_source_key_check check (source = 'AMENDED' or library_key is not null),
  constraint holiday_part_check check (num_nulls(closed_from, closed_to) in (0, 2)),
  constraint holiday_replaces_check check (replaces is null or kind = 'MAKE_UP_WORKING_DAY')
);
create index holiday_list on sla.holiday (set_id, date, id);

-- A version says all in its spec, with plain dates; beside it, what an administrator stated and what that stood on.
alter table sla.calendar_version
  -- Null: the spec is as stated.
  add column stated jsonb,
  add column holiday_sets jsonb not null default '[]',
  -- Names of stated dates and closures, by what they say in the spec.
  add column names jsonb not null default '{}',
  add column cause text not null default 'STATED'
    constraint calendar_version_cause_check check (cause in ('STATED', 'HOLIDAYS', 'IMPORTED'));

create trigger audit after insert or delete or update of code, name, name_native, from_year, to_year
  on sla.holiday_set for each row execute function platform.audit();
create trigger audit after insert or update or delete on sla.holiday for each row execute function platform.audit();

-- Down Migration
alter table sla.calendar_version drop column stated, drop column holiday_sets, drop column names, drop column cause;
drop table sla.holiday, sla.holiday_set;
