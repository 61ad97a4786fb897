-- Up Migration

alter table sla.clock
  -- Steps of warning and escalation that are done, as the ledger names them; those of a breach with its number: `75% 1:+0s`.
  add column alerts text not null default '',
  -- When the next of them comes if nothing happens; null when none does.
  add column next_alert_at timestamptz(3);
-- The sweep of alerts reads from it what is due, and nothing else.
create index clock_alert_due on sla.clock (next_alert_at) where next_alert_at is not null;

alter table sla.ledger
  -- With WARNED and ESCALATED: `75%` of the target, `-3600s` before it is due, `+3600s` after.
  add column step text,
  drop constraint ledger_kind_check,
  add constraint ledger_kind_check check (kind in
    ('STARTED', 'PAUSED', 'RESUMED', 'WARNED', 'BREACHED', 'ESCALATED', 'WITHDRAWN', 'STOPPED', 'REPLAYED')),
  add constraint ledger_step_check check ((step is not null) = (kind in ('WARNED', 'ESCALATED')));
drop index sla.ledger_breach_key;
create unique index ledger_breach_key on sla.ledger (clock_id, kind, breach) where breach is not null and step is null;
-- A step is taken once for each clock, an escalation once for each breach of it, whoever takes it.
create unique index ledger_step_key on sla.ledger (clock_id, kind, step, coalesce(breach, 0)) where step is not null;

-- Down Migration
alter table sla.ledger disable trigger append_only;
delete from sla.ledger where kind in ('WARNED', 'ESCALATED');
alter table sla.ledger enable trigger append_only;
drop index sla.ledger_breach_key;
drop index sla.ledger_step_key;
create unique index ledger_breach_key on sla.ledger (clock_id, kind, breach) where breach is not null;
alter table sla.ledger
  drop constraint ledger_step_check,
  drop column step,
  drop constraint ledger_kind_check,
  add constraint ledger_kind_check check (kind in
    ('STARTED', 'PAUSED', 'RESUMED', 'WARNED', 'BREACHED', 'WITHDRAWN', 'STOPPED', 'REPLAYED'));
alter table sla.clock drop column next_alert_at, drop column alerts;
