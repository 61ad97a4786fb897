import { sql } from '#platform/database';
import { defineOpenWork } from '#modules/identity';

defineOpenWork('SERVICE_REQUESTS', (db, employeeId) =>
  db.one<{ count: number }>(sql`select count(*)::integer as count from services.request r
    where r.assignee_id = ${employeeId} and r.status_category in ('OPEN', 'PAUSED')`),
);
