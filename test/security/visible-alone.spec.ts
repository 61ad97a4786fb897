import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '#kernel';
import { allPermissions, ForbiddenError, type Permission } from '#platform/access';
import { type Scope } from '#platform/context';
import { SlaApi } from '#modules/sla';
import { maintenanceWorld } from '../../src/modules/maintenance/testing/index.js';
import { Books } from '../../src/modules/pyramid/testing/index.js';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { accessOf, nodesOf, permissionOf, severalPermissionsOf, Walk } from './walk.js';

let app: TestApp;
let schema: GraphQLSchema;
let admin: TestEmployee;
let far: TestEmployee;
let walk: Walk;

beforeAll(async () => {
  app = await createTestApp();
  schema = app.get(GraphQLSchemaHost).schema;
  admin = await app.employee();
  far = await app.employee({ officeId: await app.office({ regionId: await app.region() }) });
  await fill();
  // Somebody of whom nothing speaks: everybody sees themselves.
  walk = new Walk(schema, (await app.employee({ permissions: {} })).actor);
  // As somebody who may see everything: finds an example of each type, and that the walk leads somewhere.
  const ctx = () => walk.ctx(admin.actor.permissions);
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) await walk.root(field, ctx());
  for (let known = 0; known < walk.examples.size;) {
    known = walk.examples.size;
    for (const type of nodesOf(schema)) await walk.node(type, ctx());
  }
});

/** Something of everything. */
async function fill(): Promise<void> {
  const world = await maintenanceWorld(app);
  const gid = toGlobalId;
  const make = async (name: string, input: object, thing: string): Promise<string> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { done: ${name}(input: $input) { ${thing} { id } userErrors { code field } } }`;
    const { done } = await admin.client.query(query, { input });
    expect(done.userErrors, name).toEqual([]);
    return done[thing].id as string;
  };
  const customerId = gid('Customer', world.nationalId);
  const employee = gid('Employee', admin.id);
  const books = new Books(app);
  await books.ensureTiers();
  await books.record({ customerId: world.nationalId, month: '2026-01-01', amount: '900000', currency: 'GBP' });
  await books.rate('HKD', '2026-01-01', '0.1');
  await books.retier('2026-02-28');
  app.must(await app.get(SlaApi).ensureReferenceSla(app.system()));
  await make(
    'createTeam',
    { code: 'T1', name: 'Team', officeId: gid('Office', app.officeId), memberIds: [employee] },
    'team',
  );
  const requestId = gid(
    'ServiceRequest',
    await world.request({ assigneeId: admin.id, branchId: world.branchId, requesterId: world.personIds[0] ?? null }),
  );
  const product = await make('createProduct', { code: 'P1', name: 'Pump', kind: 'PRODUCT' }, 'product');
  const members = [{ employeeId: employee, role: 'lead' }];
  const engagementId = await make(
    'createEngagement',
    { customerId, name: 'Audit', startsOn: '2026-03-02', members },
    'engagement',
  );
  await make('addDeliverable', { engagementId, name: 'Report', dueOn: '2026-04-01' }, 'deliverable');
  const recipientIds = [gid('Person', world.personIds[0] as string)];
  const said = {
    recommendation: 'Replace it',
    reasons: 'Old',
    advisedAt: '2026-03-04T09:00:00Z',
    productId: product,
    requestId,
  };
  await make('issueAdvice', { customerId, recipientIds, ...said }, 'advice');
  const rule = { rule: 'FREQ=WEEKLY;BYDAY=MO', startsOn: '2096-01-02', localTime: '09:00' };
  await make('createDuty', { customerId, subject: 'Check on {date}', assigneeId: employee, ...rule }, 'duty');
  const period = { periodFrom: '2026-02-01', periodTo: '2026-02-28', plannedAt: '2026-03-05T02:00:00Z' };
  await make(
    'scheduleServiceReview',
    { customerId, name: 'February', agenda: ['Figures'], ...period },
    'serviceReview',
  );
  const kpi = { code: 'K1', name: 'Open', measure: 'BACKLOG', green: '5', amber: '9', customerId };
  await make('createServiceReviewKpi', kpi, 'serviceReviewKpi');
  const contact = { customerId, typeId: gid('ContactType', world.inquiryId), channel: 'PHONE', direction: 'INBOUND' };
  await make(
    'recordContact',
    { ...contact, subject: 'Asks', occurredAt: '2026-03-04T02:30:00Z', personIds: recipientIds },
    'contact',
  );
  const assetId = gid('Asset', world.pumpIds[0]);
  await make('createWorkOrder', { title: 'Change the seal', assetId, assigneeId: employee }, 'workOrder');
}

/** Types that several permissions lead to, each with the reason why it needs none of its own. */
const SEEN_WITH_WHAT_SHOWS_IT: Readonly<Record<string, string>> = {
  ApiToken: 'one’s own, and those of employees whom one manages',
  ExpectedOccurrence: 'when a plan comes next: asked for by who plans, shown with a plan',
  Money: 'an amount and a currency',
  PlannedOccurrence: 'when a rule falls: of a duty, or of a rule that the viewer gave',
  RecordWarning: 'what should be checked about a contact or a request; needs customers.read besides',
  RecurrenceText: 'a rule in words',
  RoleGrant: 'what a role allows: of a role, or the viewer’s own',
  ServiceStatus: 'of life cycles, which everybody sees, and of requests',
  SlaCalendarChange: 'asked for by who changes calendars, shown with a comparison',
  SlaClock: 'belongs to its request: seen by all who see the request, and by office with sla.read',
  UserError: 'what is wrong with what the viewer gave',
};

/** Every permission in every scope that it can have. */
const cases = (): [string, Scope][] =>
  [...allPermissions()].flatMap(([name, { scopes }]: [string, Permission]) =>
    scopes.map((scope) => [name, scope] as [string, Scope]),
  );

/** What one permission alone shows of types that need another. */
async function leaksOf(permission: string, scope: Scope): Promise<string[]> {
  const ctx = () => walk.ctx(new Map([[permission, scope]]));
  const leaks: string[] = [];
  for (const type of nodesOf(schema)) {
    const found = await walk.node(type, ctx());
    const needs = permissionOf(type);
    if (found?.seen && needs != null && needs !== permission) leaks.push(`node(id:) shows ${type.name}`);
    leaks.push(...(found?.leaks ?? []));
  }
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const rule = accessOf(field);
    if (rule.kind !== 'permission' || rule.permission === permission)
      leaks.push(...((await walk.root(field, ctx())) ?? []));
  }
  return leaks.map((leak) => `${permission} ${scope}: ${leak}`);
}

describe('one permission alone', () => {
  test('is tried on most types, and on relations between them', () => {
    const missing = nodesOf(schema).filter((type) => !walk.examples.has(type.name));
    // Things that take a worker, files or a run to come about.
    expect(missing.map((type) => type.name).sort()).toEqual(
      expect.arrayContaining(['ImportRun', 'SlaProof', 'SlaWhatIf']),
    );
    expect(missing.length).toBeLessThan(22);
    expect(walk.shown.size).toBeGreaterThan(150);
  });

  test('shows nothing of a type that needs another, at no root field and over no relation', async () => {
    const leaks: string[] = [];
    for (const [permission, scope] of cases()) leaks.push(...(await leaksOf(permission, scope)));
    expect(leaks).toEqual([]);
  });

  test('opens no root field that needs another', async () => {
    const open: string[] = [];
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    for (const [permission, scope] of cases())
      for (const root of roots)
        for (const field of Object.values(root?.getFields() ?? {})) {
          const rule = accessOf(field);
          if (rule.kind !== 'permission' || rule.permission === permission) continue;
          const call = async (): Promise<unknown> =>
            (root === roots[2] ? field.subscribe : field.resolve)?.(
              undefined,
              { input: {} },
              walk.ctx(new Map([[permission, scope]])),
              {} as never,
            ) as unknown;
          const refused = await call().then(
            () => false,
            (error: unknown) => error instanceof ForbiddenError,
          );
          if (!refused) open.push(`${permission} ${scope} opens ${root?.name}.${field.name}`);
        }
    expect(open).toEqual([]);
  });

  test('for an office or a region shows nothing of things of other offices', async () => {
    const leaks: string[] = [];
    const owned = nodesOf(schema).filter((type) => 'office' in type.getFields() && walk.examples.has(type.name));
    for (const type of owned) {
      const permission = permissionOf(type) as string;
      for (const scope of allPermissions().get(permission)?.scopes ?? []) {
        if (scope === 'firm') continue;
        const found = await walk.node(type, walk.ctx(new Map([[permission, scope]]), far.actor));
        if (found?.seen) leaks.push(`${permission} ${scope} shows ${type.name}`);
      }
    }
    expect(owned.map((type) => type.name)).toEqual(
      expect.arrayContaining(['Contact', 'WorkOrder', 'Engagement', 'Duty']),
    );
    expect(leaks).toEqual([]);
  });

  test('is needed for each type: one without a rule is seen with a single permission, or is listed with the reason', () => {
    const found = Object.fromEntries(
      [...severalPermissionsOf(schema)].map(([type, needs]) => [type, [...needs].join(' ')]),
    );
    expect(Object.keys(found).sort()).toEqual(Object.keys(SEEN_WITH_WHAT_SHOWS_IT).sort());
  });

  test('is found to show too much where one check is missing', async () => {
    const type = nodesOf(schema).find(({ name }) => name === 'ServiceRequest');
    const field = type?.getFields()['branch'];
    if (!field) throw new Error('ServiceRequest.branch is gone');
    const closed = field.resolve;
    field.resolve = (source, args, ctx, info) =>
      closed?.(source, args, { ...(ctx as object), actor: { ...admin.actor } }, info) as unknown;
    try {
      expect((await leaksOf('services.read', 'firm')).join()).toContain('branch shows Branch');
    } finally {
      field.resolve = closed;
    }
  });
});
