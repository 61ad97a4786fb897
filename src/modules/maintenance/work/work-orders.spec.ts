import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { toGlobalId } from '#platform/graphql';
import { ServicesApi } from '#modules/services';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { maintenanceWorld, mutate, type MaintenanceWorld } from '../testing/index.js';

const gid = toGlobalId;
const NOBODY = '00000000-0000-7000-8000-000000000000';
const PERMISSIONS = {
  'maintenance.read': 'office',
  'maintenance.work': 'office',
  'maintenance.plan': 'office',
  'services.read': 'firm',
  'services.create': 'office',
  'services.work': 'office',
  'customers.read': 'firm',
  'identity.read': 'firm',
} as const;

describe('work orders', () => {
  let app: TestApp;
  let world: MaintenanceWorld;
  let planner: TestEmployee;
  let engineer: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await maintenanceWorld(app);
    planner = await app.employee({ permissions: PERMISSIONS });
    const site = { 'maintenance.read': 'office', 'maintenance.work': 'office' } as const;
    engineer = await app.employee({ permissions: site, officeId: world.otherOfficeId, name: 'Visiting engineer' });
  });

  const W = 'workOrder { id number kind status title priority version startedAt doneAt outcome dueAt office { id } }';
  const make = (more: object = {}) =>
    mutate(
      planner,
      'createWorkOrder',
      { title: 'Change the seal', assetId: gid('Asset', world.pumpIds[0]), ...more },
      W,
    );
  const fresh = async (more: object = {}): Promise<string> => (await make(more)).value['workOrder']?.['id'] as string;
  const move = (id: string, status: string, more: object = {}, by = planner) =>
    mutate(by, 'changeWorkOrderStatus', { id, status, ...more }, W);
  const show = async (id: string, wanted: string) =>
    (await planner.client.query(`query ($id: ID!) { workOrder(id: $id) { ${wanted} } }`, { id }))['workOrder'];

  describe('made by hand', () => {
    it('for an asset: an inspection with a number, in the hands of the office of the asset', async () => {
      const done = await make();
      expect(done.errors).toEqual([]);
      expect(done.value['workOrder']).toMatchObject({
        ...{
          number: expect.stringMatching(/^W-\d{6}$/) as string,
          kind: 'INSPECTION',
          status: 'PLANNED',
          priority: 'MODERATE',
        },
        office: { id: gid('Office', app.officeId) },
      });
    });

    it('for a service request: corrective, with its priority and job; the request shows it', async () => {
      const request = await world.request({ branchId: world.hotelId, priority: 'HIGH', priorityReason: 'Guests' });
      const done = await make({ assetId: null, requestId: gid('ServiceRequest', request) });
      expect(done.value['workOrder']).toMatchObject({ kind: 'CORRECTIVE', priority: 'HIGH' });
      const q = 'query ($id: ID!) { serviceRequest(id: $id) { workOrders { nodes { number } } assets { failure } } }';
      const shown = await planner.client.query(q, { id: gid('ServiceRequest', request) });
      expect(shown['serviceRequest']).toEqual({
        workOrders: { nodes: [{ number: done.value['workOrder']?.['number'] }] },
        assets: [],
      });
    });

    it.each([
      ['nothing it is about', { assetId: null }, 'AT_LEAST_ONE_OF assetId'],
      ['no title', { title: '' }, 'REQUIRED title'],
      ['a title that is too long', { title: 'x'.repeat(201) }, 'TOO_LONG title'],
      [
        'an end before the beginning',
        { plannedFrom: '2026-03-01T10:00:00Z', plannedTo: '2026-03-01T09:00:00Z' },
        'END_NOT_AFTER_START plannedTo',
      ],
      ['an unknown asset', { assetId: gid('Asset', NOBODY) }, 'ASSET_NOT_FOUND assetId'],
      ['an unknown request', { requestId: gid('ServiceRequest', NOBODY) }, 'REQUEST_NOT_FOUND requestId'],
      ['an unknown job', { jobId: gid('Job', NOBODY) }, 'JOB_NOT_FOUND jobId'],
      ['an unknown employee', { assigneeId: gid('Employee', NOBODY) }, 'EMPLOYEE_NOT_FOUND assigneeId'],
      ['an unknown team', { teamId: gid('Team', NOBODY) }, 'TEAM_NOT_FOUND teamId'],
      ['an unknown checklist', { checklistId: gid('Checklist', NOBODY) }, 'CHECKLIST_NOT_FOUND checklistId'],
      ['a clientId that is none', { clientId: 'abc' }, 'INVALID_FORMAT clientId'],
      ['a date that does not exist', { dueAt: '2026-02-30T00:00:00Z' }, 'INVALID_DATE_TIME dueAt'],
    ])('%s is refused', async (_what, more, expected) => expect((await make(more)).errors).toEqual([expected]));

    it('the request and the job must be of the same customer or its group', async () => {
      const request = await world.request({ customerId: world.strangerId });
      expect((await make({ requestId: gid('ServiceRequest', request) })).errors).toEqual(['OTHER_GROUP requestId']);
      expect((await make({ jobId: gid('Job', world.strangerJobId) })).errors).toEqual(['OTHER_GROUP jobId']);
      expect((await make({ jobId: gid('Job', world.groupJobId) })).errors).toEqual([]);
    });

    it('sent twice with one clientId it is made once, also at the same moment; another employee cannot use that id', async () => {
      const clientId = uuidv7();
      const [a, b] = await Promise.all([make({ clientId }), make({ clientId })]);
      const c = await make({ clientId });
      const ids = [a, b, c].map((m) => m.value['workOrder']?.['id']);
      expect(new Set(ids).size).toBe(1);
      const other = await app.employee();
      const stolen = await mutate(
        other,
        'createWorkOrder',
        { title: 'X', assetId: gid('Asset', world.pumpIds[0]), clientId },
        'workOrder { id }',
      );
      expect(stolen.errors).toEqual(['CLIENT_ID_TAKEN clientId']);
    });
  });

  describe('seen and done by whom', () => {
    it('an engineer of another office sees and works on what is assigned to him, and sees its asset; nothing else', async () => {
      const [own, foreign] = [await fresh({ assigneeId: gid('Employee', engineer.id) }), await fresh()];
      const q = 'query ($id: ID!) { workOrder(id: $id) { asset { code } viewerCan { work plan } } }';
      expect(await engineer.client.query(q, { id: own })).toEqual({
        workOrder: { asset: { code: 'PUMP-1' }, viewerCan: { work: true, plan: false } },
      });
      expect(await engineer.client.query(q, { id: foreign })).toEqual({ workOrder: null });
      expect((await engineer.client.query('{ workOrders { totalCount } }'))['workOrders']).toEqual({ totalCount: 1 });
      expect((await mutate(engineer, 'recordArrival', { workOrderId: own }, 'visit { id }')).errors).toEqual([]);
      expect((await mutate(engineer, 'recordArrival', { workOrderId: foreign }, 'visit { id }')).errors).toEqual([
        'NOT_FOUND workOrderId',
      ]);
    });

    it('from the asset of his work he comes to nothing else', async () => {
      const own = await fresh({ assigneeId: gid('Employee', engineer.id) });
      const q = `query ($id: ID!) { workOrder(id: $id) { asset { id code above { code children(first: 50) { nodes { code } } } } } }`;
      const { asset } = (await engineer.client.query(q, { id: own }))['workOrder'];
      expect(asset).toMatchObject({ code: 'PUMP-1', above: [] });
      const seen = await engineer.client.query('query ($id: ID!) { asset(id: $id) { code } }', { id: asset.id });
      expect(seen).toEqual({ asset: { code: 'PUMP-1' } });
      const sibling = gid('Asset', world.pumpIds[1]);
      expect(await engineer.client.query('query ($id: ID!) { asset(id: $id) { code } }', { id: sibling })).toEqual({
        asset: null,
      });
    });

    it('planning needs the permission for the office', async () => {
      const id = await fresh();
      const reader = await app.employee({
        permissions: { 'maintenance.read': 'firm', 'maintenance.work': 'firm', 'maintenance.plan': 'office' },
        officeId: world.otherOfficeId,
      });
      const refused = async (name: string, input: object) =>
        reader.client.errorCode(
          `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { userErrors { code } } }`,
          { input },
        );
      expect(await refused('updateWorkOrder', { id, version: 1, title: 'Mine' })).toBe('FORBIDDEN');
      expect(await refused('assignWorkOrder', { id, assigneeId: null })).toBe('FORBIDDEN');
      expect(await refused('changeWorkOrderStatus', { id, status: 'CANCELLED', outcome: 'No' })).toBe('FORBIDDEN');
      expect(await refused('createWorkOrder', { title: 'X', assetId: gid('Asset', world.pumpIds[0]) })).toBe(
        'FORBIDDEN',
      );
      expect(
        await refused('planVisit', {
          workOrderId: id,
          engineerId: gid('Employee', reader.id),
          plannedFrom: '2026-03-01T09:00:00Z',
          plannedTo: '2026-03-01T10:00:00Z',
        }),
      ).toBe('FORBIDDEN');
      const nobody = await app.employee({ permissions: { 'maintenance.read': 'firm' } });
      expect(
        await nobody.client.errorCode(
          'mutation ($input: RecordArrivalInput!) { recordArrival(input: $input) { userErrors { code } } }',
          { input: { workOrderId: id } },
        ),
      ).toBe('FORBIDDEN');
    });
  });

  it('is corrected with the version that was read, and handed to people', async () => {
    const id = await fresh();
    const done = await mutate(
      planner,
      'updateWorkOrder',
      { id, version: 1, title: 'Change both seals', priority: 'HIGH', dueAt: '2026-03-05T10:00:00Z' },
      W,
    );
    expect(done.value['workOrder']).toMatchObject({
      title: 'Change both seals',
      priority: 'HIGH',
      dueAt: '2026-03-05T10:00:00.000Z',
      version: 2,
    });
    const stale = await mutate(planner, 'updateWorkOrder', { id, version: 1, title: 'X' }, W);
    expect(stale.errors).toEqual(['STALE_VERSION version']);
    expect(stale.userErrors[0]?.current).toMatchObject({
      id,
      title: 'Change both seals',
      assetId: gid('Asset', world.pumpIds[0]),
    });
    const assigned = await mutate(
      planner,
      'assignWorkOrder',
      { id, assigneeId: gid('Employee', engineer.id) },
      'workOrder { assignee { name } team { id } }',
    );
    expect(assigned.value['workOrder']).toEqual({ assignee: { name: 'Visiting engineer' }, team: null });
    expect((await mutate(planner, 'assignWorkOrder', { id, version: 1, assigneeId: null }, W)).errors).toEqual([
      'STALE_VERSION version',
    ]);
    expect((await mutate(planner, 'assignWorkOrder', { id, assigneeId: gid('Employee', NOBODY) }, W)).errors).toEqual([
      'EMPLOYEE_NOT_FOUND assigneeId',
    ]);
    expect((await mutate(planner, 'updateWorkOrder', { id: gid('WorkOrder', NOBODY), version: 1 }, W)).errors).toEqual([
      'NOT_FOUND id',
    ]);
  });

  describe('from planned to done', () => {
    it('moves only as the rules allow, and says which moves there are', async () => {
      const id = await fresh();
      expect((await move(id, 'DONE')).errors).toEqual(['INVALID_WORK_MOVE status']);
      expect((await move(id, 'SCHEDULED')).errors).toEqual(['NOT_SCHEDULED status']);
      expect(await show(id, 'allowedMoves')).toEqual({ allowedMoves: ['SCHEDULED', 'IN_PROGRESS', 'CANCELLED'] });
      expect((await move(id, 'CANCELLED')).errors).toEqual(['WORK_OUTCOME_NEEDED outcome']);
      expect((await move(id, 'CANCELLED', { outcome: 'Pump was replaced' })).value['workOrder']).toMatchObject({
        status: 'CANCELLED',
        outcome: 'Pump was replaced',
      });
      expect((await move(id, 'IN_PROGRESS')).errors).toEqual(['INVALID_WORK_MOVE status']);
      expect((await move(id, 'CANCELLED', { outcome: 'again' })).errors).toEqual([]);
      expect((await mutate(planner, 'updateWorkOrder', { id, version: 2, title: 'X' }, W)).errors).toEqual([
        'WORK_ORDER_CLOSED id',
      ]);
    });

    it('a planned visit schedules it, the arrival begins it, nobody is on site when it is done, and it can be taken up again', async () => {
      const id = await fresh();
      const visit = {
        workOrderId: id,
        engineerId: gid('Employee', engineer.id),
        plannedFrom: '2026-03-28T01:00:00Z',
        plannedTo: '2026-03-28T03:00:00Z',
        clientId: uuidv7(),
      };
      const planned = await mutate(
        planner,
        'planVisit',
        visit,
        'visit { id version atSite { timeZone plannedFrom plannedTo arrived } workOrder { status } }',
      );
      expect(planned.value['visit']).toMatchObject({
        atSite: {
          timeZone: 'Asia/Shanghai',
          plannedFrom: '2026-03-28 09:00',
          plannedTo: '2026-03-28 11:00',
          arrived: null,
        },
        workOrder: { status: 'SCHEDULED' },
      });
      const visitId = planned.value['visit']?.['id'];
      expect((await mutate(planner, 'planVisit', visit, 'visit { id }')).value['visit']).toEqual({ id: visitId });
      expect((await mutate(planner, 'recordDeparture', { id: visitId }, 'visit { id }')).errors).toEqual([
        'NOT_ARRIVED id',
      ]);
      const at = '2026-03-28T01:10:00Z';
      const arrived = await mutate(
        planner,
        'recordArrival',
        { workOrderId: id, visitId, at },
        'visit { id arrivedAt workOrder { status startedAt } }',
      );
      expect(arrived.value['visit']).toMatchObject({
        workOrder: { status: 'IN_PROGRESS', startedAt: '2026-03-28T01:10:00.000Z' },
      });
      expect((await mutate(planner, 'recordArrival', { workOrderId: id, visitId, at }, 'visit { id }')).errors).toEqual(
        [],
      );
      expect((await mutate(planner, 'recordArrival', { workOrderId: id, visitId }, 'visit { id }')).errors).toEqual([
        'ARRIVED_ALREADY visitId',
      ]);
      expect((await move(id, 'DONE')).errors).toEqual(['VISIT_UNDER_WAY status']);
      const leave = (when: string) =>
        mutate(
          planner,
          'recordDeparture',
          { id: visitId, at: when, note: 'Key at the desk' },
          'visit { departedAt note }',
        );
      expect((await leave('2026-03-28T01:00:00Z')).errors).toEqual(['DEPARTS_BEFORE_ARRIVAL at']);
      expect((await leave('2026-03-28T02:40:00Z')).value['visit']).toEqual({
        departedAt: '2026-03-28T02:40:00.000Z',
        note: 'Key at the desk',
      });
      expect((await move(id, 'DONE', { outcome: 'Sealed' })).value['workOrder']).toMatchObject({
        status: 'DONE',
        outcome: 'Sealed',
      });
      expect((await move(id, 'IN_PROGRESS')).value['workOrder']).toMatchObject({ status: 'IN_PROGRESS', doneAt: null });
    });

    it('an arrival without a plan makes a visit, once per clientId', async () => {
      const id = await fresh();
      const input = { workOrderId: id, clientId: uuidv7(), at: '2026-03-01T00:00:00Z' };
      const first = await mutate(planner, 'recordArrival', input, 'visit { id engineer { id } }');
      expect(first.value['visit']).toMatchObject({ engineer: { id: gid('Employee', planner.id) } });
      expect((await mutate(planner, 'recordArrival', input, 'visit { id engineer { id } }')).value).toEqual(
        first.value,
      );
      expect(await show(id, 'visits { id }')).toEqual({ visits: [{ id: first.value['visit']?.['id'] }] });
      const elsewhere = await fresh();
      expect(
        (await mutate(planner, 'recordArrival', { ...input, workOrderId: elsewhere }, 'visit { id }')).errors,
      ).toEqual(['CLIENT_ID_TAKEN clientId']);
      expect(
        (await mutate(planner, 'recordArrival', { workOrderId: id, at: '2999-01-01T00:00:00Z' }, 'visit { id }'))
          .errors,
      ).toEqual(['DATE_OUT_OF_RANGE at']);
      expect(
        (
          await mutate(
            planner,
            'recordArrival',
            { workOrderId: id, visitId: gid('WorkOrderVisit', NOBODY) },
            'visit { id }',
          )
        ).errors,
      ).toEqual(['VISIT_NOT_FOUND visitId']);
      expect(
        (
          await mutate(
            planner,
            'recordArrival',
            { workOrderId: id, engineerId: gid('Employee', NOBODY) },
            'visit { id }',
          )
        ).errors,
      ).toEqual(['EMPLOYEE_NOT_FOUND engineerId']);
    });

    it('a visit is planned otherwise or called off before it has begun', async () => {
      const id = await fresh();
      const times = { plannedFrom: '2026-03-28T01:00:00Z', plannedTo: '2026-03-28T03:00:00Z' };
      const planned = await mutate(
        planner,
        'planVisit',
        { workOrderId: id, engineerId: gid('Employee', engineer.id), ...times },
        'visit { id version }',
      );
      const visit = { id: planned.value['visit']?.['id'], version: 1 };
      expect(
        (await mutate(planner, 'updateVisit', { ...visit, plannedTo: '2026-03-28T00:00:00Z' }, 'visit { id }')).errors,
      ).toEqual(['END_NOT_AFTER_START plannedTo']);
      const changed = await mutate(
        planner,
        'updateVisit',
        { ...visit, engineerId: gid('Employee', planner.id), note: 'Bring the ladder' },
        'visit { version note engineer { id } }',
      );
      expect(changed.value['visit']).toEqual({
        version: 2,
        note: 'Bring the ladder',
        engineer: { id: gid('Employee', planner.id) },
      });
      expect((await mutate(planner, 'cancelVisit', visit, 'visit { id }')).errors).toEqual(['STALE_VERSION version']);
      expect(
        (await mutate(planner, 'cancelVisit', { ...visit, version: 2 }, 'visit { cancelledAt }')).value['visit']?.[
          'cancelledAt'
        ],
      ).toEqual(expect.any(String));
      expect(
        (await mutate(planner, 'recordArrival', { workOrderId: id, visitId: visit.id }, 'visit { id }')).errors,
      ).toEqual(['VISIT_CANCELLED visitId']);
      expect(
        (
          await mutate(
            planner,
            'planVisit',
            { workOrderId: id, engineerId: gid('Employee', NOBODY), ...times },
            'visit { id }',
          )
        ).errors,
      ).toEqual(['EMPLOYEE_NOT_FOUND engineerId']);
      expect(
        (await mutate(planner, 'cancelVisit', { id: gid('WorkOrderVisit', NOBODY), version: 1 }, 'visit { id }'))
          .errors,
      ).toEqual(['NOT_FOUND id']);
    });

    it('being done completes the request only when asked to', async () => {
      const request = await world.request({ branchId: world.hotelId });
      const requestId = gid('ServiceRequest', request);
      app.must(await app.get(ServicesApi).changeStatus(app.system(), { id: request, status: 'IN_PROGRESS' }));
      const id = await fresh({ requestId });
      await move(id, 'IN_PROGRESS');
      const facts = async () => (await app.get(ServicesApi).requests([request])).get(request);
      expect((await move(id, 'DONE')).errors).toEqual([]);
      expect((await facts())?.completedAt).toBeNull();
      await move(id, 'IN_PROGRESS');
      expect((await move(id, 'DONE', { completeRequest: true, outcome: 'New seal' })).errors).toEqual([]);
      expect((await facts())?.completedAt).not.toBeNull();
      const without = await fresh();
      await move(without, 'IN_PROGRESS');
      expect((await move(without, 'DONE', { completeRequest: true })).errors).toEqual(['NO_REQUEST completeRequest']);
      expect(await show(without, 'status')).toEqual({ status: 'IN_PROGRESS' });
    });
  });

  describe('the checklist', () => {
    const answer = (id: string, answers: object[]) =>
      mutate(
        planner,
        'answerChecklist',
        { workOrderId: id, answers },
        'workOrder { checklist { item { key } answer { value outOfRange note } } }',
      );

    it('must be answered where it is mandatory before the work is done; answers out of range are marked', async () => {
      const id = await fresh({ checklistId: gid('Checklist', world.checklistId) });
      await move(id, 'IN_PROGRESS');
      expect((await move(id, 'DONE')).errors).toEqual(['CHECKLIST_INCOMPLETE status']);
      const done = await answer(id, [
        { itemKey: 'runs', value: 'true' },
        { itemKey: 'pressure', value: '5.25', note: 'Gauge sticks' },
      ]);
      expect(done.value['workOrder']?.['checklist']).toEqual([
        { item: { key: 'runs' }, answer: { value: 'true', outOfRange: false, note: null } },
        { item: { key: 'pressure' }, answer: { value: '5.25', outOfRange: true, note: 'Gauge sticks' } },
        { item: { key: 'state' }, answer: null },
        { item: { key: 'remark' }, answer: null },
      ]);
      expect((await move(id, 'DONE')).errors).toEqual([]);
      expect((await answer(id, [{ itemKey: 'runs', value: 'false' }])).errors).toEqual([
        'WORK_ORDER_CLOSED workOrderId',
      ]);
    });

    it('answers are checked item by item, and none is recorded when one is wrong', async () => {
      const id = await fresh({ checklistId: gid('Checklist', world.checklistId) });
      const wrong = await answer(id, [
        { itemKey: 'runs', value: 'perhaps' },
        { itemKey: 'pressure', value: 'high' },
        { itemKey: 'state', value: 'fine' },
        { itemKey: 'nothing', value: 'x' },
        { itemKey: 'remark', value: 'all right' },
        { itemKey: 'remark', value: 'all wrong' },
      ]);
      expect(wrong.errors).toEqual([
        ...['WRONG_ANSWER answers.0.value', 'WRONG_ANSWER answers.1.value', 'WRONG_ANSWER answers.2.value'],
        ...['UNKNOWN_ITEM answers.3.itemKey', 'DUPLICATE_ITEM answers.5.itemKey'],
      ]);
      expect((await answer(id, [])).errors).toEqual(['REQUIRED answers']);
      expect(await show(id, 'checklist { answer { value } }')).toEqual({
        checklist: [1, 2, 3, 4].map(() => ({ answer: null })),
      });
      expect((await answer(await fresh(), [{ itemKey: 'runs', value: 'true' }])).errors).toEqual([
        'NO_CHECKLIST workOrderId',
      ]);
    });

    it('of two answers to an item the one seen later counts, whichever arrives first', async () => {
      const id = await fresh({ checklistId: gid('Checklist', world.checklistId) });
      await answer(id, [{ itemKey: 'runs', value: 'false', answeredAt: '2026-03-01T10:00:00Z' }]);
      const late = await answer(id, [{ itemKey: 'runs', value: 'true', answeredAt: '2026-03-01T09:00:00Z' }]);
      expect(late.value['workOrder']?.['checklist']).toMatchObject([{ answer: { value: 'false' } }, {}, {}, {}]);
    });

    it('cannot be exchanged once it was answered in part; a new version leaves work that was begun alone', async () => {
      const id = await fresh({ checklistId: gid('Checklist', world.checklistId) });
      expect((await mutate(planner, 'updateWorkOrder', { id, version: 1, checklistId: null }, W)).errors).toEqual([]);
      expect(
        (
          await mutate(
            planner,
            'updateWorkOrder',
            { id, version: 2, checklistId: gid('Checklist', world.checklistId) },
            W,
          )
        ).errors,
      ).toEqual([]);
      await answer(id, [{ itemKey: 'runs', value: 'true' }]);
      expect((await mutate(planner, 'updateWorkOrder', { id, version: 3, checklistId: null }, W)).errors).toEqual([
        'CHECKLIST_BEGUN checklistId',
      ]);
    });
  });

  describe('what is noted on site', () => {
    it('parts at the price of that day, with exact cost; time; findings: each sent twice is kept once', async () => {
      const id = await fresh();
      const clientId = uuidv7();
      const use = { workOrderId: id, partId: gid('Part', world.partId), quantity: '2.5', clientId };
      const used = await mutate(
        planner,
        'recordPartUse',
        use,
        'partUse { id quantity cost { amount currency } unitPrice { amount } part { code } }',
      );
      expect(used.value['partUse']).toMatchObject({
        cost: { amount: '30.88', currency: 'HKD' },
        unitPrice: { amount: '12.35' },
        part: { code: 'SEAL-20' },
      });
      expect((await mutate(planner, 'recordPartUse', use, 'partUse { id }')).value['partUse']).toEqual({
        id: used.value['partUse']?.['id'],
      });
      const time = { workOrderId: id, startedAt: '2026-03-01T01:00:00Z', minutes: 95, clientId: uuidv7() };
      const [a, b] = await Promise.all([
        mutate(planner, 'recordLabour', time, 'labour { id }'),
        mutate(planner, 'recordLabour', time, 'labour { id }'),
      ]);
      expect(a.value).toEqual(b.value);
      const finding = { workOrderId: id, severity: 'MAJOR', text: 'Bearing worn', clientId: uuidv7() };
      await mutate(planner, 'recordFinding', finding, 'finding { id }');
      await mutate(planner, 'recordFinding', finding, 'finding { id }');
      const shown = await show(
        id,
        'parts { id } partsCost { amount currency } labour { minutes employee { id } } findings { severity text asset { code } }',
      );
      expect(shown).toEqual({
        parts: [{ id: used.value['partUse']?.['id'] }],
        partsCost: [{ amount: '30.88', currency: 'HKD' }],
        labour: [{ minutes: 95, employee: { id: gid('Employee', planner.id) } }],
        findings: [{ severity: 'MAJOR', text: 'Bearing worn', asset: { code: 'PUMP-1' } }],
      });
      // What a phone sends again after the work was closed is no mistake.
      await move(id, 'IN_PROGRESS');
      await move(id, 'DONE');
      expect((await mutate(planner, 'recordFinding', finding, 'finding { id }')).errors).toEqual([]);
      expect(
        (await mutate(planner, 'recordFinding', { ...finding, clientId: uuidv7() }, 'finding { id }')).errors,
      ).toEqual(['WORK_ORDER_CLOSED workOrderId']);
    });

    it.each([
      ['recordPartUse', { quantity: '0' }, 'INVALID_FORMAT quantity'],
      ['recordPartUse', { quantity: '1.2345' }, 'INVALID_FORMAT quantity'],
      ['recordPartUse', { partId: gid('Part', NOBODY) }, 'PART_NOT_FOUND partId'],
      ['recordLabour', { minutes: 0 }, 'OUT_OF_RANGE minutes'],
      ['recordLabour', { minutes: 1441 }, 'OUT_OF_RANGE minutes'],
      ['recordLabour', { employeeId: gid('Employee', NOBODY) }, 'EMPLOYEE_NOT_FOUND employeeId'],
      ['recordLabour', { startedAt: '2999-01-01T00:00:00Z' }, 'DATE_OUT_OF_RANGE startedAt'],
      ['recordFinding', { text: ' ' }, 'REQUIRED text'],
      ['recordFinding', { text: 'x'.repeat(4001) }, 'TOO_LONG text'],
      ['recordFinding', { assetId: gid('Asset', NOBODY) }, 'ASSET_NOT_FOUND assetId'],
      ['recordFinding', { workOrderId: gid('WorkOrder', NOBODY) }, 'NOT_FOUND workOrderId'],
    ])('%s with %j is refused', async (name, more, expected) => {
      const input = {
        recordPartUse: { partId: gid('Part', world.partId), quantity: '1' },
        recordLabour: { startedAt: '2026-03-01T01:00:00Z', minutes: 30 },
        recordFinding: { severity: 'NOTE', text: 'Dusty' },
      }[name as 'recordFinding'];
      expect(
        (await mutate(planner, name, { workOrderId: await fresh(), ...input, ...more }, 'clientMutationId')).errors,
      ).toEqual([expected]);
    });

    it('a finding at an asset of another customer is refused', async () => {
      const input = {
        workOrderId: await fresh(),
        severity: 'NOTE',
        text: 'Dusty',
        assetId: gid('Asset', world.depotSiteId),
      };
      expect((await mutate(planner, 'recordFinding', input, 'finding { id }')).errors).toEqual([
        'OTHER_CUSTOMER assetId',
      ]);
    });

    it('a follow-up request is opened from a finding once, tied to its asset; the finding then stays', async () => {
      const id = await fresh();
      const found = await mutate(
        planner,
        'recordFinding',
        { workOrderId: id, severity: 'CRITICAL', text: 'Shaft cracked' },
        'finding { id }',
      );
      const findingId = found.value['finding']?.['id'];
      const open = () =>
        mutate(
          planner,
          'openFollowUpRequest',
          { findingId },
          'finding { followUp { number subject priority assets { asset { code } failure } } }',
        );
      const [first, second] = [await open(), await open()];
      expect(first.errors).toEqual([]);
      expect(first.value).toEqual(second.value);
      expect(first.value['finding']?.['followUp']).toMatchObject({
        priority: 'CRITICAL',
        assets: [{ asset: { code: 'PUMP-1' }, failure: false }],
      });
      expect((await mutate(planner, 'removeWorkOrderEntry', { id: findingId }, 'workOrder { id }')).errors).toEqual([
        'HAS_FOLLOW_UP id',
      ]);
      expect(
        (await mutate(planner, 'openFollowUpRequest', { findingId: gid('WorkOrderFinding', NOBODY) }, 'finding { id }'))
          .errors,
      ).toEqual(['FINDING_NOT_FOUND findingId']);
      const worker = await app.employee({
        permissions: { 'maintenance.read': 'office', 'maintenance.work': 'office' },
      });
      const q =
        'mutation ($input: OpenFollowUpRequestInput!) { openFollowUpRequest(input: $input) { userErrors { code } } }';
      expect(await worker.client.errorCode(q, { input: { findingId } })).toBe('FORBIDDEN');
    });

    it('what was noted by mistake is withdrawn, and its history keeps it', async () => {
      const id = await fresh();
      const used = await mutate(
        planner,
        'recordPartUse',
        { workOrderId: id, partId: gid('Part', world.partId), quantity: '1' },
        'partUse { id }',
      );
      const entry = used.value['partUse']?.['id'] as string;
      expect(
        (await mutate(planner, 'removeWorkOrderEntry', { id: entry }, 'workOrder { parts { id } }')).value['workOrder'],
      ).toEqual({ parts: [] });
      expect((await mutate(planner, 'removeWorkOrderEntry', { id: entry }, 'workOrder { id }')).errors).toEqual([
        'ENTRY_WITHDRAWN id',
      ]);
      expect((await mutate(planner, 'removeWorkOrderEntry', { id }, 'workOrder { id }')).errors).toEqual([
        'INVALID_ID id',
      ]);
      const { node } = await planner.client.query(
        'query ($id: ID!) { node(id: $id) { ... on WorkOrderPart { withdrawnAt corrections { action reason } } } }',
        { id: entry },
      );
      expect(node).toEqual({
        withdrawnAt: expect.any(String) as string,
        corrections: [{ action: 'WITHDRAWN', reason: 'Removed without a reason.' }],
      });
    });
  });

  it('are listed by due date, by priority and by what they are about', async () => {
    const asset = await world.asset({ code: 'LISTED' });
    const assetId = gid('Asset', asset);
    await make({ assetId, title: 'third' });
    await make({ assetId, title: 'second', dueAt: '2026-05-01T00:00:00Z', priority: 'LOW' });
    await make({ assetId, title: 'first', dueAt: '2026-04-01T00:00:00Z', priority: 'CRITICAL' });
    const titles = async (orderBy: object, filter: object = {}) => {
      const q = `query ($f: WorkOrderFilterInput, $o: WorkOrderOrderInput, $after: String) {
        workOrders(first: 2, after: $after, filter: $f, orderBy: $o) { totalCount nodes { title } pageInfo { endCursor } } }`;
      const variables = { f: { assetId, ...filter }, o: orderBy };
      const one = (await planner.client.query(q, variables))['workOrders'];
      const two = (await planner.client.query(q, { ...variables, after: one.pageInfo.endCursor }))['workOrders'];
      return [one.totalCount as number, ...[...one.nodes, ...two.nodes].map((n: { title: string }) => n.title)];
    };
    expect(await titles({ field: 'DUE_AT', direction: 'ASC' })).toEqual([3, 'first', 'second', 'third']);
    expect(await titles({ field: 'PRIORITY', direction: 'ASC' })).toEqual([3, 'first', 'third', 'second']);
    expect(await titles({ field: 'CREATED_AT', direction: 'ASC' })).toEqual([3, 'third', 'second', 'first']);
    expect(await titles({ field: 'DUE_AT', direction: 'ASC' }, { dueBefore: '2026-04-15T00:00:00Z' })).toEqual([
      1,
      'first',
    ]);
    expect(await titles({ field: 'DUE_AT', direction: 'ASC' }, { text: 'SECO', priorities: ['LOW'] })).toEqual([
      1,
      'second',
    ]);
  });
});
