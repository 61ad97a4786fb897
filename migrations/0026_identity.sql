-- Up Migration
select set_config('meridian.ctx', '{"actor": null, "via": "cli", "request": "migration 0026"}', true);
-- Permissions declare the scopes they can have. Grants in a scope that is not possible are made to say what they did:
-- these were never compared with a scope, so whoever had one had it for the whole firm.
update identity.role_permission set scope = 'firm'
 where scope <> 'firm'
   and permission in ('consulting.manage-products', 'contacts.manage-types', 'customers.manage-sectors', 'customers.read',
                      'identity.read', 'imports.read', 'operations.read', 'operations.run-jobs', 'services.read');
-- These were refused in any other scope than the firm, so a narrower grant allowed no change.
delete from identity.role_permission
 where scope <> 'firm'
   and permission in ('identity.manage-roles', 'imports.run', 'maintenance.manage-catalogue', 'pyramid.manage',
                      'services.import', 'services.manage-life-cycles', 'services.manage-priorities', 'sla.manage-terms');

-- Who appoints account managers gives them sight of confidential contacts. Those who might appoint them so far and see such
-- contacts themselves keep it, as far as they have both.
insert into identity.role_permission (id, role_id, permission, scope)
select gen_random_uuid(), w.role_id, 'customers.appoint-account-manager',
       case when 'office' in (w.scope, c.scope) then 'office' when 'region' in (w.scope, c.scope) then 'region' else 'firm' end
  from identity.role_permission w
  join identity.role_permission c on c.role_id = w.role_id and c.permission = 'contacts.read-confidential'
 where w.permission = 'customers.write';
select set_config('meridian.ctx', '', true);

-- Down Migration
select set_config('meridian.ctx', '{"actor": null, "via": "cli", "request": "migration 0026 down"}', true);
delete from identity.role_permission where permission = 'customers.appoint-account-manager';
-- What the other grants said before is in the audit trail; what they allow is the same.
select set_config('meridian.ctx', '', true);
