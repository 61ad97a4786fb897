import { sql } from '#platform/database';
import { defineOpenWork } from '#modules/identity';

defineOpenWork('ENGAGEMENTS', (db, employeeId) =>
  db.one<{ count: number }>(sql`select count(*)::integer as count from consulting.engagement e
    where e.lead_id = ${employeeId} and e.status in ('PLANNED', 'ACTIVE', 'ON_HOLD')`),
);
defineOpenWork('DELIVERABLES', (db, employeeId) =>
  db.one<{ count: number }>(sql`select count(*)::integer as count
     from consulting.deliverable d join consulting.engagement e on e.id = d.engagement_id
    where d.owner_id = ${employeeId} and d.status in ('DRAFT', 'SUBMITTED', 'REJECTED')
      and e.status in ('PLANNED', 'ACTIVE', 'ON_HOLD')`),
);
