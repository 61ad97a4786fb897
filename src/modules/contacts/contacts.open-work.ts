import { sql } from '#platform/database';
import { defineOpenWork } from '#modules/identity';

defineOpenWork('FOLLOW_UPS', (db, employeeId) =>
  db.one<{ count: number }>(sql`select count(*)::integer as count from contacts.contact c
    where c.recorded_by = ${employeeId} and c.follow_up_on is not null and c.follow_up_done_at is null`),
);
