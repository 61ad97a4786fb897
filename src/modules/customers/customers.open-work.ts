import { sql } from '#platform/database';
import { defineOpenWork } from '#modules/identity';

defineOpenWork('CUSTOMERS', (db, employeeId) =>
  db.one<{ count: number }>(sql`select count(*)::integer as count from customers.customer c
    where c.account_manager_id = ${employeeId} and c.active`),
);
