import { generateKeyPairSync, sign } from 'node:crypto';
import { createHash } from 'node:crypto';
import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#kernel';
import { sql } from '#platform/database';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { MakeProofs } from '../application/proof-make.js';
import { ManageCalendars } from '../../calendars/application/manage-calendars.js';
import { ProofContents } from '../application/proof-contents.js';
import { ReplayClocks } from '../../monitoring/application/replay-clocks.js';
import { UnreadableProof, verifyProof } from '../application/verify-proof.js';
import { SlaApi } from '../../index.js';
import { canonicalJson } from '../domain/proof-canonical.js';
import { PROOF_VERSION, signedText, type Proof, type ProofFrame } from '../domain/proof-format.js';
import { HOUR, message, NINE_TO_SIX, note, reply, slaWorld, status, type SlaWorld } from '../../testing/index.js';

const FIELDS = `id status requestsTotal requestsDone bytes sha256 keyId failure downloadPath from to asOf
  totals { requests clocks met missed breached running paused cancelled attainment } customer { name } requestedBy { id }`;
const REQUEST = `mutation ($input: RequestSlaProofInput!) { requestSlaProof(input: $input) { proof { ${FIELDS} } userErrors { code field message } } }`;
const PROOF = `query ($id: ID!) { slaProof(id: $id) { ${FIELDS} } }`;
const PROOFS = `query ($customerId: ID) { slaProofs(customerId: $customerId) { totalCount nodes { id } } }`;
const KEYS = `{ slaProofKeys { keyId publicKey current firstUsedAt } }`;
const ATTAINMENT = `query ($filter: SlaAttainmentFilterInput) { slaAttainment(filter: $filter) { met missed breached running paused cancelled attainment } }`;

const NOW = new Date('2026-05-04T12:00:00Z');
type Deep<T> = { -readonly [K in keyof T]: Deep<T[K]> };
type Changeable = Deep<Proof>;

describe('proofs of a period', () => {
  let app: TestApp;
  let world: SlaWorld;
  let prover: TestEmployee;
  let text: string;
  let file: Proof;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    prover = await app.employee({
      permissions: { 'sla.prove': 'firm', 'sla.read': 'firm', 'customers.read': 'firm', 'identity.read': 'firm' },
    });
    const office = await world.calendar('OFFICE', { ...NINE_TO_SIX, holidays: ['2026-03-04'] });
    await world.terms({
      code: 'FIRM',
      basis: {
        combination: 'INTERSECTION',
        sources: [
          { kind: 'CALENDAR', calendarId: office },
          { kind: 'OFFICE', officeId: null },
        ],
      },
      targets: [
        { metric: 'FIRST_RESPONSE', priority: null, seconds: 4 * HOUR },
        { metric: 'NEXT_RESPONSE', priority: null, seconds: 4 * HOUR },
        { metric: 'COMPLETION', priority: null, seconds: 20 * HOUR },
        { metric: 'COMPLETION', priority: 'CRITICAL', seconds: 2 * HOUR },
      ],
      credits: {
        currency: 'GBP',
        fee: '1000',
        period: 'MONTH',
        capPercent: '10',
        capAmount: null,
        rules: [{ metric: null, priority: null, percent: '6', amount: null }],
      },
    });
    await world.terms({ code: 'GROUP', level: 'CUSTOMER', levelKey: world.groupId, serviceLine: 'CONSULTING' });
    const happy = [reply('2026-03-02T10:00:00Z'), status('2026-03-03T08:00:00Z', 'RESOLVED')];
    await world.request('2026-03-02T02:00:00Z', happy, { contactTypeId: world.delayId, branchId: world.branchId });
    await world.request('2026-03-02T03:00:00Z', [
      reply('2026-03-03T03:30:00Z'),
      note('2026-03-03T03:40:00Z'),
      status('2026-03-03T04:00:00Z', 'WAITING_FOR_CUSTOMER'),
      message('2026-03-09T01:00:00Z'),
      { kind: 'CHANGED', values: { priority: 'CRITICAL' }, at: new Date('2026-03-09T02:00:00Z') },
      status('2026-03-10T02:00:00Z', 'RESOLVED'),
      status('2026-03-11T02:00:00Z', 'IN_PROGRESS'),
    ]);
    await world.request('2026-03-30T03:00:00Z', [status('2026-03-30T04:00:00Z', 'CANCELLED')]);
    await world.request('2026-04-01T00:00:00Z', [], { customerId: world.groupId, jobId: world.groupJobId });
    await world.request('2026-03-05T03:00:00Z', [], { customerId: world.strangerId });
    await app.get(SlaApi).evaluateAll(app.system());
    // Afterwards, so that clocks that are open move and the others do not.
    const corrected = { ...NINE_TO_SIX, holidays: ['2026-03-04', '2026-03-06/2026-03-12'] };
    const version = { id: office, version: 1 };
    app.must(await app.get(ManageCalendars).update(app.system(), version, { spec: corrected }));
    const made = await ask({ customerId: world.groupId });
    await app.get(MakeProofs).run(app.system(), { page: 2 });
    text = await download(made.id);
    file = JSON.parse(text) as Proof;
  });

  const ask = async ({
    customerId = world.groupId,
    from = '2026-03-01T00:00:00Z',
    to = '2026-05-01T00:00:00Z',
  } = {}) => {
    const input = { customerId: toGlobalId('Customer', customerId), from, to };
    const { requestSlaProof } = await prover.client.query(REQUEST, { input });
    expect(requestSlaProof.userErrors).toEqual([]);
    return requestSlaProof.proof as { id: string; status: string; downloadPath: string | null };
  };
  const proof = async (id: string, who = prover) => (await who.client.query(PROOF, { id }))['slaProof'];
  const fetched = (path: string, token = prover.client.token) =>
    request(app.url)
      .get(path)
      .set(token ? { authorization: `Bearer ${token}` } : {});
  async function download(id: string): Promise<string> {
    const { downloadPath } = await proof(id);
    return (await fetched(downloadPath as string).expect(200)).text;
  }
  const problems = (changed: string, key?: string): string[] =>
    verifyProof(changed, { key }).differences.map((d) => `${d.about} ${d.where}`);

  it('holds all requests of the customer and those below it that were created in the period, and no others', async () => {
    expect(file.body.requests).toHaveLength(4);
    expect(file.body.customers.map((c) => c.name)).toEqual(['Harbour Hotels Group', 'Harbour Hotels China']);
    const { slaProofs } = await prover.client.query(PROOFS, { customerId: toGlobalId('Customer', world.groupId) });
    const row = await proof(slaProofs.nodes[0].id);
    expect(row).toMatchObject({ status: 'READY', requestsTotal: 4, requestsDone: 4, failure: null });
    expect(row.bytes).toBe(Buffer.byteLength(text));
    expect(row.sha256).toBe(file.seal.sha256);
    expect(row.requestedBy.id).toBe(toGlobalId('Employee', prover.id));
  });

  it('is verified from its text alone, and again with the published key', async () => {
    const { slaProofKeys } = await app.anonymous.query(KEYS);
    expect(slaProofKeys).toEqual([expect.objectContaining({ current: true, keyId: file.seal.keyId })]);
    expect(verifyProof(text)).toMatchObject({ differences: [], requests: 4, trusted: false });
    expect(verifyProof(text, { key: slaProofKeys[0].publicKey })).toMatchObject({ differences: [], trusted: true });
  });

  it('adds up to what the reports say', async () => {
    const filter = { customerId: toGlobalId('Customer', world.groupId), from: '2026-03-01T00:00:00Z' };
    const { slaAttainment } = await prover.client.query(ATTAINMENT, { filter });
    expect(file.body.totals).toMatchObject(slaAttainment[0]);
    expect(file.body.totals.credits.length).toBeGreaterThan(0);
    for (const credit of file.body.totals.credits) expect(Number(credit.credit)).toBeLessThanOrEqual(100);
  });

  it('names nobody and quotes nothing', () => {
    for (const private_ of ['Lift 3', 'Employee', 'Chan Tai Man', prover.id, '"body":"', 'subject'])
      expect(text.slice(10)).not.toContain(private_);
  });

  it('any tampering is found: an event, a target, a verdict, a holiday, a tier, a total', () => {
    const tampered: Record<string, (proof: Changeable) => void> = {
      'an event a minute earlier': (p) => {
        const [, event] = p.body.requests[0]!.events;
        event!.at = new Date(Date.parse(event!.at) - 60_000).toISOString();
      },
      'a longer target': (p) => {
        p.body.terms.find((t) => t.code === 'FIRM')!.targets[0]!.seconds += 1;
      },
      'a better verdict': (p) => {
        const clocks = p.body.requests.flatMap((r) => r.clocks);
        clocks.find((c) => c.state === 'BREACHED' || c.state === 'MISSED')!.state = 'MET';
      },
      'one more holiday': (p) => {
        for (const { code, spec } of p.body.calendars) if (code === 'OFFICE') spec.holidays!.push('2026-03-02');
      },
      'a due time': (p) => {
        p.body.requests[0]!.clocks[0]!.dueAt = '2026-03-09T00:00:00.000Z';
      },
      'a request left out': (p) => {
        p.body.requests = p.body.requests.slice(1);
      },
      'a total': (p) => {
        p.body.totals.met += 1;
      },
      'a clock left out': (p) => {
        p.body.requests[0]!.clocks = p.body.requests[0]!.clocks.slice(1);
      },
      'a priority': (p) => {
        const event = p.body.requests.flatMap((r) => r.events).find((e) => e.priority);
        event!.priority = event!.priority === 'CRITICAL' ? 'LOW' : 'CRITICAL';
      },
    };
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    for (const [what, change] of Object.entries(tampered)) {
      const other = JSON.parse(text) as Changeable;
      change(other);
      expect(problems(canonicalJson(other)), what).toContain('SIGNATURE SHA-256 of the body');
      // Even signed anew by somebody else, the verdicts do not follow, and the key is not ours.
      const sha256 = createHash('sha256').update(canonicalJson(other.body)).digest('hex');
      const spki = publicKey.export({ format: 'der', type: 'spki' });
      other.seal = {
        ...{ algorithm: 'Ed25519', sha256, publicKey: spki.toString('base64') },
        keyId: createHash('sha256').update(spki).digest('hex').slice(0, 32),
        signature: sign(null, Buffer.from(signedText(sha256, PROOF_VERSION)), privateKey).toString('base64'),
      };
      const found = problems(canonicalJson(other));
      expect(found.filter((f) => /^(VERDICT|TOTALS)/.test(f)).length, what).toBeGreaterThan(0);
      expect(
        found.filter((f) => f.startsWith('SIGNATURE')),
        what,
      ).toEqual([]);
      expect(problems(canonicalJson(other), file.seal.publicKey)).toContain('SIGNATURE the key that signed');
    }
  });

  it('not a byte can be changed, added or removed without being found', () => {
    const bytes = Buffer.from(text);
    const step = Math.max(1, Math.floor(bytes.length / 400));
    for (let at = 0; at < bytes.length; at += step) {
      const flipped = Buffer.from(bytes);
      flipped[at] = flipped[at]! ^ 1;
      expect(isFound(flipped.toString('utf8')), `byte ${at}`).toBe(true);
    }
    for (const changed of [` ${text}`, `${text}\n`, text.replace('"asOf"', '"asOf" '), text.slice(0, -1)])
      expect(isFound(changed)).toBe(true);
    expect(isFound(text.replace('{"body":{', '{"body":{"asOf":"2020-01-01T00:00:00.000Z",'))).toBe(true);
    expect(isFound(text)).toBe(false);
  });

  it('a file that cannot be read says why', () => {
    const why = (given: string): string => {
      try {
        verifyProof(given);
      } catch (error) {
        if (error instanceof UnreadableProof) return error.message;
      }
      return 'no error';
    };
    expect(why('')).toContain('is truncated');
    expect(why(text.slice(0, 2_000))).toContain('is truncated');
    expect(why('hello')).toContain('not JSON');
    expect(why('{"a":1}')).toContain('not an SLA proof');
    expect(why('null')).toContain('not an SLA proof');
    expect(why(canonicalJson({ ...file, body: { ...file.body, version: 4 } }))).toContain('version 4');
    const [first, ...others] = file.body.requests;
    const requests = [{ ...first, createdAt: 'yesterday' }, ...others];
    expect(why(canonicalJson({ ...file, body: { ...file.body, requests } }))).toContain('body.requests.0.createdAt');
    expect(why(canonicalJson({ ...file, body: { ...file.body, more: 1 } }))).toContain('body.more');
    const calendars = file.body.calendars.map((c) => ({ ...c, spec: { ...c.spec, zone: 'Mars/Base' } }));
    expect(() => verifyProof(canonicalJson({ ...file, body: { ...file.body, calendars } }))).not.toThrow(TypeError);
    expect(() => verifyProof(text, { key: 'no key' })).toThrow(UnreadableProof);
  });

  it('what has happened but is not evaluated yet is evaluated first; what was stored wrongly is left so and nothing is signed', async () => {
    const id = await world.request('2026-02-02T03:00:00Z', [reply('2026-02-02T04:00:00Z')]);
    const asked = await ask({ from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' });
    expect(asked).toMatchObject({ status: 'WAITING', downloadPath: null });
    await app.get(MakeProofs).run(app.system());
    const made = JSON.parse(await download(asked.id)) as Proof;
    expect(made.body.requests.map((r) => r.id)).toEqual([id]);
    expect(made.body.requests[0]!.clocks.map((c) => `${c.metric} ${c.state}`)).toContain('FIRST_RESPONSE MET');

    await app.get(ReplayClocks).run(app.system());
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(
        sql`update sla.clock set state = 'MISSED', elapsed_seconds = 7 where request_id = ${id} and state = 'MET'`,
      );
      return { ok: true, value: undefined };
    });
    const again = await ask({ from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' });
    await app.get(MakeProofs).run(app.system());
    const failed = await proof(again.id);
    expect(failed).toMatchObject({ status: 'FAILED', downloadPath: null });
    expect(failed.failure).toContain('do not match the recorded history');
    expect((await world.stored(id))['FIRST_RESPONSE/1']).toMatchObject({ state: 'MISSED' });
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`delete from sla.clock where request_id = ${id}`);
      await app.db.execute(sql`update sla.evaluation set clock_version = 0 where request_id = ${id}`);
      return { ok: true, value: undefined };
    });
  });

  it('a contact type that is moved changes no verdict that was given, and requests of before and after are proven together', async () => {
    const targets = [{ metric: 'FIRST_RESPONSE' as const, priority: null, seconds: HOUR }];
    const scope = { level: 'CUSTOMER' as const, levelKey: world.groupId, serviceLine: 'MANAGEMENT' as const, targets };
    await world.terms({ code: 'COMPLAINTS', ...scope, contactTypeId: world.complaintId });
    await world.terms({ code: 'INQUIRIES', ...scope, contactTypeId: world.inquiryId });
    const of = { serviceLine: 'MANAGEMENT', contactTypeId: world.delayId } as const;
    const before = await world.request('2026-01-12T03:00:00Z', [reply('2026-01-12T03:30:00Z')], of);
    await app.get(SlaApi).evaluate(app.system(), [before]);
    await world.moveType(world.delayId, world.inquiryId);
    const after = await world.request('2026-01-13T03:00:00Z', [reply('2026-01-13T03:30:00Z')], of);
    const { id } = await ask({ from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' });
    await app.get(MakeProofs).run(app.system());
    await world.moveType(world.delayId, world.complaintId);
    const made = await download(id);
    expect(problems(made)).toEqual([]);
    const { requests, terms } = (JSON.parse(made) as Proof).body;
    const codes = requests.map((r) => [r.id, terms.find((t) => t.id === r.clocks[0]?.terms)?.code]);
    expect(codes).toEqual([
      [before, 'COMPLAINTS'],
      [after, 'INQUIRIES'],
    ]);
    expect(requests.map((r) => r.contactTypes?.length ?? 0)).toEqual([0, 1]);
  });

  it('a proof that a worker left half-made is made from the start', async () => {
    const { id } = await ask();
    const own = await app.db.one<{ id: string }>(sql`select id from sla.proof where status = 'WAITING'`);
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(
        sql`update sla.proof set status = 'RUNNING', attempts = 1, requests_done = 2 where id = ${own.id}`,
      );
      await app.db.execute(sql`insert into sla.proof_part (proof_id, number, content) values (${own.id}, 1, 'half')`);
      return { ok: true, value: undefined };
    });
    await app.get(MakeProofs).run(app.system(), { page: 3 });
    const made = JSON.parse(await download(id)) as Proof;
    expect(made.body.requests).toHaveLength(4);
    expect(problems(canonicalJson(made))).toEqual([]);
  });

  it('one that fails again and again is given up and says so', async () => {
    const { id } = await ask();
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update sla.proof set attempts = 5 where status = 'WAITING'`);
      return { ok: true, value: undefined };
    });
    await app.get(MakeProofs).run(app.system());
    const failed = await proof(id);
    expect(failed).toMatchObject({ status: 'FAILED', downloadPath: null });
    expect(failed.failure).toContain('5 attempts');
    const chinese = await prover.client.with({ 'accept-language': 'zh-CN' }).query(PROOF, { id });
    expect(chinese['slaProof'].failure).toContain('5 次');
  });

  it('the customers are listed once, whatever becomes of the tree meanwhile', async () => {
    const contents = app.get(ProofContents);
    const original = contents.customersOf.bind(contents);
    let times = 0;
    contents.customersOf = async (id) => (times++ === 0 ? original(id) : (await original(id)).slice(0, 1));
    const { id } = await ask();
    await app.get(MakeProofs).run(app.system());
    contents.customersOf = original;
    expect(problems(await download(id))).toEqual([]);
  });

  it('what a verifier would not accept is not signed', async () => {
    const contents = app.get(ProofContents);
    const original = contents.frame.bind(contents);
    const spoilt = async (change: (frame: ProofFrame) => ProofFrame): Promise<string> => {
      contents.frame = async (...args) => change(await original(...args));
      const { id } = await ask();
      await app.get(MakeProofs).run(app.system());
      contents.frame = original;
      const { status: is, failure } = await proof(id);
      expect(is).toBe('FAILED');
      return failure as string;
    };
    expect(await spoilt((f) => ({ ...f, customers: f.customers.slice(0, 1) }))).toContain('not of this customer');
    expect(await spoilt((f) => ({ ...f, customers: f.customers.slice(1) }))).toContain('not among its customers');
    expect(await spoilt((f) => ({ ...f, asOf: '2020-01-01T00:00:00.000Z' }))).toContain('outside');
    expect(await spoilt((f) => ({ ...f, offices: [{ ...f.offices[0]!, code: 7 as unknown as string }] }))).toContain(
      'must be a text',
    );
  });

  it('a period without requests is proven too, and one that goes on is proven as far as it goes', async () => {
    const empty = await ask({ from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' });
    const open = await ask({ to: '2027-01-01T00:00:00Z' });
    await app.get(MakeProofs).run(app.system(), { now: NOW });
    expect(verifyProof(await download(empty.id))).toMatchObject({ differences: [], requests: 0 });
    expect(verifyProof(await download(open.id))).toMatchObject({ differences: [], requests: 4 });
  });

  it('a request and the duplicate that was merged into it are verified by what one handed on to the other', async () => {
    const waiting = status('2026-01-13T02:00:00Z', 'WAITING_FOR_CUSTOMER');
    const duplicate = await world.request('2026-01-12T02:00:00Z', [waiting, message('2026-01-15T02:00:00Z')]);
    const survivor = await world.request('2026-01-19T02:00:00Z');
    const input = { id: toGlobalId('ServiceRequest', duplicate), intoId: toGlobalId('ServiceRequest', survivor) };
    const { mergeServiceRequests } = await (
      await app.employee()
    ).client.query(
      'mutation ($input: MergeServiceRequestsInput!) { mergeServiceRequests(input: $input) { userErrors { code } } }',
      { input },
    );
    expect(mergeServiceRequests.userErrors).toEqual([]);
    await app.get(SlaApi).evaluate(app.system(), [duplicate, survivor]);
    const made = await ask({ from: '2026-01-10T00:00:00Z', to: '2026-01-20T00:00:00Z' });
    await app.get(MakeProofs).run(app.system());
    const merged = await download(made.id);
    expect(verifyProof(merged)).toMatchObject({ differences: [] });
    const { requests } = (JSON.parse(merged) as Proof).body;
    const both = requests.filter((r) => r.events.some((e) => e.kind.startsWith('MERGED')));
    const completions = both.map((r) => r.clocks.find((c) => c.metric === 'COMPLETION'));
    expect(completions).toMatchObject([
      { state: 'CANCELLED', startedAt: '2026-01-12T02:00:00.000Z' },
      { state: 'BREACHED', startedAt: '2026-01-12T02:00:00.000Z' },
    ]);
    const forged = JSON.parse(merged) as Changeable;
    for (const stated of forged.body.requests) delete (stated as { carried?: unknown }).carried;
    expect(problems(canonicalJson(forged))).toContainEqual(
      expect.stringMatching(/^VERDICT R-\d+ FIRST_RESPONSE 1 state$/),
    );
  });

  it('a mistake in what is asked for is told with its field', async () => {
    const wrong = async (input: object): Promise<unknown> => {
      const base = {
        customerId: toGlobalId('Customer', world.groupId),
        from: '2026-03-01T00:00:00Z',
        to: '2026-04-01T00:00:00Z',
      };
      const { requestSlaProof } = await prover.client.query(REQUEST, { input: { ...base, ...input } });
      expect(requestSlaProof.proof).toBeNull();
      const [{ code, field, message: said }] = requestSlaProof.userErrors;
      expect(said).not.toBe(code);
      return `${code} ${field}`;
    };
    expect(await wrong({ to: '2026-03-01T00:00:00Z' })).toBe('END_NOT_AFTER_START to');
    expect(await wrong({ from: '2400-03-01T00:00:00Z', to: '2400-04-01T00:00:00Z' })).toBe('PROOF_PERIOD_FUTURE from');
    expect(await wrong({ from: '2016-03-01T00:00:00Z' })).toBe('PROOF_PERIOD_TOO_LONG to');
    expect(await wrong({ from: '1890-03-01T00:00:00Z', to: '1891-01-01T00:00:00Z' })).toBe('DATE_OUT_OF_RANGE from');
    const nobody = toGlobalId('Customer', '01999999-9999-7999-8999-999999999999');
    expect(await wrong({ customerId: nobody })).toBe('PROOF_CUSTOMER_NOT_FOUND customerId');
    expect(await wrong({ customerId: toGlobalId('Office', app.officeId) })).toBe('WRONG_ID_TYPE customerId');
  });

  it('nobody waits for more than twenty at once', async () => {
    const period = { from: '2019-01-01T00:00:00Z', to: '2019-01-02T00:00:00Z' };
    for (let i = 0; i < 20; i++) await ask(period);
    const input = { customerId: toGlobalId('Customer', world.groupId), ...period };
    const { requestSlaProof } = await prover.client.query(REQUEST, { input });
    expect(requestSlaProof.userErrors[0].code).toBe('TOO_MANY_PROOFS');
    expect((await app.get(MakeProofs).run(app.system())).made).toBe(20);
  });

  it('only those whom the permission lets may ask for, see and download them', async () => {
    const { slaProofs } = await prover.client.query(PROOFS, {});
    const { id } = slaProofs.nodes.at(-1) as { id: string };
    const path = `/sla-proofs/${id}`;
    const nobody = await app.employee({ permissions: { 'sla.read': 'firm' } });
    const officeId = await app.office({ regionId: await app.region('Far'), name: 'Far' });
    const far = await app.employee({ permissions: { 'sla.prove': 'office', 'customers.read': 'firm' }, officeId });
    const near = await app.employee({ permissions: { 'sla.prove': 'office' } });
    const input = {
      customerId: toGlobalId('Customer', world.groupId),
      from: '2026-03-01T00:00:00Z',
      to: '2026-04-01T00:00:00Z',
    };
    expect(await nobody.client.errorCode(PROOF, { id })).toBe('FORBIDDEN');
    expect(await nobody.client.errorCode(REQUEST, { input })).toBe('FORBIDDEN');
    expect(await far.client.errorCode(REQUEST, { input })).toBe('FORBIDDEN');
    expect(await proof(id, far)).toBeNull();
    expect((await far.client.query(PROOFS, {}))['slaProofs'].totalCount).toBe(0);
    expect((await proof(id, near)).id).toBe(id);
    expect((await near.client.query(`query ($id: ID!) { node(id: $id) { id } }`, { id }))['node']).toEqual({ id });
    await fetched(path, '').expect(401);
    await fetched(path, 'no-token').expect(401);
    await fetched(path, nobody.client.token).expect(403);
    await fetched(path, far.client.token).expect(404);
    await fetched(path, near.client.token).expect(200);
    await fetched('/sla-proofs/nonsense').expect(404);

    // A proof speaks of all customers below: who does not reach one of them gets none.
    const serve = (office: string) =>
      app.db.transaction(app.system(), async () => {
        await app.db.execute(sql`update customers.customer set office_id = ${office} where id = ${world.nationalId}`);
        return { ok: true, value: undefined };
      });
    expect((await near.client.query(REQUEST, { input }))['requestSlaProof'].userErrors).toEqual([]);
    await serve(officeId);
    const refused = async (more: Record<string, string> = {}) =>
      (await near.client.with(more).query(REQUEST, { input }))['requestSlaProof'].userErrors;
    expect(await refused()).toEqual([
      { code: 'PROOF_CUSTOMERS_OUT_OF_REACH', field: 'customerId', message: expect.stringContaining('1 of them') },
    ]);
    expect((await refused({ 'accept-language': 'zh-CN' }))[0].message).toContain('权限范围');
    expect(await proof(id, near)).toBeNull();
    await fetched(path, near.client.token).expect(404);
    expect((await proof(id)).id).toBe(id);
    await serve(app.officeId);
  });
});

function isFound(changed: string): boolean {
  try {
    return verifyProof(changed).differences.length > 0;
  } catch (error) {
    if (error instanceof UnreadableProof) return true;
    throw error;
  }
}
