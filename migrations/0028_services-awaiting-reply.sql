-- Up Migration
-- Since when the customer has waited for a public reply: his first word since our last one, or since the end.
alter table services.request add column awaiting_reply_since timestamptz(3);
update services.request r set awaiting_reply_since = asked.at
  from (select e.request_id, min(e.at) as at
          from services.request_event e
         where e.kind in ('CREATED', 'CUSTOMER_MESSAGE')
           and e.seq > coalesce((select max(a.seq) from services.request_event a
                                  where a.request_id = e.request_id
                                    and a.kind in ('STAFF_REPLY', 'COMPLETED', 'CANCELLED')), 0)
         group by e.request_id) asked
 where asked.request_id = r.id;
create index request_unheard on services.request (created_at, id)
  where awaiting_reply_since is not null and status_category in ('COMPLETED', 'CANCELLED');

-- A message of the customer reopens a request that is resolved. Life cycles that an administrator has changed stay as
-- they are.
select set_config('meridian.ctx', '{"actor": null, "via": "cli", "request": "migration 0028"}', true);
update services.status s set resumes_on_customer_message = true, version = s.version + 1
  from services.life_cycle l
 where l.id = s.life_cycle_id and l.version = 1 and s.key = 'RESOLVED' and s.category = 'COMPLETED'
   and not s.resumes_on_customer_message
   and exists (select from services.status_move m join services.status o on o.id = m.to_id
                where m.from_id = s.id and o.category = 'OPEN');
select set_config('meridian.ctx', '', true);

-- Down Migration
drop index services.request_unheard;
alter table services.request drop column awaiting_reply_since;
