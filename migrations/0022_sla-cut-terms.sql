-- Up Migration

-- What publishing cut short of earlier versions, so that taking back what is not in force yet restores exactly that.
create table sla.terms_cut (
  -- The version that was published.
  by_version_id uuid not null constraint terms_cut_by_version_fk references sla.terms_version,
  -- The version that it cut.
  version_id uuid not null constraint terms_cut_version_fk references sla.terms_version,
  -- Until when that one was in force before; null: it had no end.
  effective_to timestamptz(3),
  constraint terms_cut_key primary key (by_version_id, version_id)
);
create index terms_cut_version on sla.terms_cut (version_id);
-- Of what was published so far it is known only which version ends where the next begins.
insert into sla.terms_cut (by_version_id, version_id, effective_to)
select n.id, v.id, n.effective_to
  from sla.terms_version n
  join sla.terms_version v on v.terms_id = n.terms_id and v.number < n.number
 where n.status = 'PUBLISHED' and (n.effective_to is null or n.effective_to > n.effective_from)
   and v.status = 'PUBLISHED' and v.effective_from < v.effective_to and v.effective_to = n.effective_from;

-- Down Migration
drop table sla.terms_cut;
