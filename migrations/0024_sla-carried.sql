-- Up Migration

-- With a request that was merged into another: metrics of its clocks that the other one carries on.
alter table sla.evaluation add column carried text[];
-- Clocks that were overdue when they were cancelled are missed: the worker evaluates them anew, with an entry that says so.
update sla.evaluation j set again_at = now()
 where exists (select 1 from sla.clock c
                where c.request_id = j.request_id and c.state = 'CANCELLED' and c.breached_at is not null);

-- Down Migration
alter table sla.evaluation drop column carried;
