import { sql } from '#platform/database';
import { defineOpenWork } from '#modules/identity';

defineOpenWork('DUTIES', (db, employeeId) =>
  db.one<{ count: number }>(sql`select count(*)::integer as count from management.duty d
    where d.assignee_id = ${employeeId} and d.status <> 'ENDED'`),
);
defineOpenWork('REVIEW_ACTIONS', (db, employeeId) =>
  db.one<{ count: number }>(sql`select count(*)::integer as count from management.review_action a
    where a.owner_id = ${employeeId} and a.kind = 'ACTION' and a.done_at is null`),
);
