import { allPermissions } from '#platform/access';
import { AUDIT } from '#platform/audit';
import { type Scope } from '#platform/context';
import { type RoleCommand } from '#modules/identity/seeding';

/** Permissions by the scope in which a role has them. */
type Grants = Readonly<Partial<Record<Scope, readonly string[]>>>;

const role = (key: string, name: string, nameNative: string, grants: Grants): RoleCommand => ({
  ...{ key, name, nameNative },
  grants: Object.entries(grants).flatMap(([scope, permissions]) =>
    permissions.map((permission) => ({ permission, scope })),
  ),
});

/** What everybody who deals with customers may see, wherever it is. */
const LOOK_UP = ['identity.read', 'customers.read', 'services.read', 'sla.read'];

export const ADMINISTRATOR = 'administrator';

/** May do everything there is in the whole firm. Worked out when asked for: modules declare permissions as they load. */
export function administratorRole(): RoleCommand {
  return role(ADMINISTRATOR, 'Administrator', '管理员', { firm: [...allPermissions().keys()] });
}

/** The roles the demo starts with; from then on they are data. */
export function demoRoles(): RoleCommand[] {
  return [
    role('agent', 'Service agent', '客服专员', {
      office: [
        'customers.write',
        'contacts.update',
        'services.work',
        'pyramid.read',
        ...['maintenance.read', 'maintenance.plan'],
        ...['consulting.read', 'consulting.manage-engagements', 'consulting.advise'],
        ...['management.read', 'management.manage-duties', 'management.manage-reviews'],
      ],
      region: ['contacts.read'],
      firm: [...LOOK_UP, 'contacts.record', 'services.create'],
    }),
    role('site-engineer', 'Site engineer', '现场工程师', {
      office: [
        ...['contacts.read', 'contacts.record', 'services.create', 'services.work'],
        ...['maintenance.read', 'maintenance.work', 'consulting.read', 'consulting.advise', 'management.read'],
      ],
      firm: LOOK_UP,
    }),
    role('regional-manager', 'Regional manager', '区域经理', {
      region: [
        ...['customers.write', 'contacts.read', 'contacts.record', 'contacts.update', 'contacts.read-confidential'],
        ...['services.create', 'services.work', 'pyramid.record-revenue', AUDIT['audit.read']],
        'customers.appoint-account-manager',
        ...['maintenance.read', 'maintenance.work', 'maintenance.plan', 'maintenance.manage-assets'],
        ...['consulting.read', 'consulting.manage-engagements', 'consulting.advise'],
        ...['management.read', 'management.manage-duties', 'management.manage-reviews', 'management.manage-kpis'],
      ],
      firm: [...LOOK_UP, 'pyramid.read'],
    }),
    administratorRole(),
    role('operator', 'Operator', '运维人员', {
      firm: [...['identity.read', 'operations.read', 'operations.run-jobs', 'imports.read', 'imports.run']],
    }),
    role('analyst', 'Analyst', '分析师', {
      firm: [
        ...[...LOOK_UP, 'contacts.read', 'pyramid.read', AUDIT['audit.read'], 'imports.read'],
        ...['maintenance.read', 'consulting.read', 'management.read'],
      ],
    }),
  ];
}
