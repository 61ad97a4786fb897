import { sql } from '#platform/database';
import { defineOpenWork } from '#modules/identity';

defineOpenWork('WORK_ORDERS', (db, employeeId) =>
  db.one<{ count: number }>(sql`select count(*)::integer as count from maintenance.work_order w
    where w.assignee_id = ${employeeId} and w.status in ('PLANNED', 'SCHEDULED', 'IN_PROGRESS')`),
);
defineOpenWork('VISITS', (db, employeeId) =>
  db.one<{ count: number }>(sql`select count(*)::integer as count from maintenance.visit v
    where v.engineer_id = ${employeeId} and v.departed_at is null and v.cancelled_at is null`),
);
defineOpenWork('MAINTENANCE_PLANS', (db, employeeId) =>
  db.one<{ count: number }>(sql`select count(*)::integer as count from maintenance.plan p
    where p.assignee_id = ${employeeId} and p.active`),
);
