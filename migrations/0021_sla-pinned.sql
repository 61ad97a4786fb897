-- Up Migration

alter table sla.judgement
  -- { contact type: [ids from the root down to itself] }, as the tree stood when the type was first seen with the request.
  add column type_paths jsonb;
-- What was judged so far is pinned to the tree of today.
update sla.judgement j set type_paths = n.paths
  from (select s.request_id, jsonb_object_agg(t.id, to_jsonb(t.path)) as paths
          from (select r.id as request_id, r.contact_type_id from services.request r
                union
                select e.request_id, (e.after ->> 'contactTypeId')::uuid from services.request_event e
                 where e.after ->> 'contactTypeId' is not null) s
          join contacts.contact_type t on t.id = s.contact_type_id
         group by 1) n
 where j.request_id = n.request_id and j.first_judged_at is not null;

-- The priority of a clock that has ended is the one it had when it did; it was the request's present one.
update sla.clock c set priority = n.priority
  from sla.clock o cross join lateral (
    select e.after ->> 'priority' as priority from services.request_event e
     where e.request_id = o.request_id and e.at <= o.stopped_at and e.after ->> 'priority' is not null
     order by e.seq desc limit 1) n
 where c.id = o.id and o.stopped_at is not null and n.priority <> o.priority;

alter table sla.terms_version
  -- Whether open requests had come under them when a later version ended them: those stay, even if by then the terms had
  -- never been in force.
  add column move_made boolean not null default false;
do $$ begin
  if exists (select 1 from sla.terms_version where effective_to <= moves_open_at) then
    perform set_config('meridian.ctx', '{"actor": null, "via": "cli", "request": "migration 0021"}', true);
    update sla.terms_version v set move_made = true
     where v.effective_to <= v.moves_open_at and v.withdrawn_at is null
       and exists (select 1 from sla.terms_version n
                    where n.terms_id = v.terms_id and n.number > v.number and n.published_at >= v.moves_open_at
                      and n.effective_from <= v.moves_open_at);
    perform set_config('meridian.ctx', '', true);
  end if;
end $$;

-- Down Migration
alter table sla.terms_version drop column move_made;
alter table sla.judgement drop column type_paths;
