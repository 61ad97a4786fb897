import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../modules/sla/proofs/domain/proof-canonical.js';
import {
  PROOF_VERSION,
  signedText,
  type ProofBody,
  type ProofFrame,
  type ProofRequest,
} from '../../modules/sla/proofs/domain/proof-format.js';
import { ProofTally } from '../../modules/sla/proofs/domain/proof-totals.js';
import { ProofEvaluator } from '../../modules/sla/proofs/application/proof-evaluation.js';
import { slaCommand } from './sla.commands.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** A small proof made by hand: one request of a firm that answers within two hours, nine to six. */
function bodyOf(
  change: (request: Omit<ProofRequest, 'clocks'>) => void = () => undefined,
  framed: (frame: ProofFrame) => ProofFrame = (frame) => frame,
): ProofBody {
  const weekly = (['MON', 'TUE', 'WED', 'THU', 'FRI'] as const).map((day) => ({ day, open: '09:00', close: '18:00' }));
  const frame = framed({
    format: 'meridian-sla-proof' as const,
    version: PROOF_VERSION,
    id: 'proof',
    asOf: '2026-04-01T00:00:00.000Z',
    period: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
    customer: 'customer',
    customers: [{ id: 'customer', code: 'HARBOUR', name: 'Harbour Hotels', zone: 'Asia/Hong_Kong' }],
    offices: [{ id: 'office', code: 'HK', zone: 'Asia/Hong_Kong' }],
    officeCalendars: [{ officeId: 'office', calendarId: 'calendar', since: '2026-01-01T00:00:00.000Z' }],
    branchCalendars: [],
    calendars: [
      {
        ...{ id: 'v1', calendarId: 'calendar', code: 'HK', number: 1, recordedAt: '2026-01-01T00:00:00.000Z' },
        spec: { zone: 'Asia/Hong_Kong', weekly, holidays: ['2026-03-03'] },
      },
    ],
    calendarRules: [
      {
        ...{ since: '2026-01-01T00:00:00.000Z', edition: 2 as const, zoneRelease: '2026a' },
        zones: [{ zone: 'Asia/Hong_Kong', offset: 28_800_000, changes: [] }],
      },
    ],
    contactTypes: [],
    terms: [
      {
        ...{ id: 't1', termsId: 'terms', code: 'FIRM', number: 1, level: 'FIRM' as const, levelKey: '' },
        ...{ serviceLine: null, contactTypeId: null, priority: null },
        ...{ effectiveFrom: '2026-01-01T00:00:00.000Z', effectiveTo: null, movesOpenAt: null },
        basis: { combination: 'ONE' as const, sources: [{ kind: 'OFFICE' as const, officeId: null }] },
        targets: [{ metric: 'FIRST_RESPONSE' as const, priority: null, seconds: 7_200 }],
        pausingMetrics: [],
        credits: null,
      },
    ],
  });
  const request: Omit<ProofRequest, 'clocks'> = {
    ...{ id: 'request', number: 'R-000001', customerId: 'customer', serviceLine: 'MAINTENANCE' },
    createdAt: '2026-03-02T09:00:00.000Z',
    values: { priority: 'LOW', contactTypeId: null, jobId: null, branchId: null, officeId: 'office' },
    events: [
      { seq: 1, at: '2026-03-02T09:00:00.000Z', kind: 'CREATED' },
      { seq: 2, at: '2026-03-04T02:30:00.000Z', kind: 'STAFF_REPLY' },
    ],
    ...{ customerPath: ['customer'], tier: null, firstEvaluatedAt: '2026-03-02T09:00:00.000Z' },
  };
  change(request);
  const requests = [{ ...request, clocks: new ProofEvaluator(frame).clocksOf(request) }];
  const tally = new ProofTally(frame);
  for (const each of requests) tally.add(each);
  return { ...frame, requests, totals: tally.totals() };
}

function sealed(
  body: ProofBody,
  by: { publicKey: KeyObject; privateKey: KeyObject } = { publicKey, privateKey },
): string {
  const sha256 = createHash('sha256').update(canonicalJson(body)).digest('hex');
  const spki = by.publicKey.export({ format: 'der', type: 'spki' });
  const seal = {
    ...{ algorithm: 'Ed25519', sha256, publicKey: spki.toString('base64') },
    keyId: createHash('sha256').update(spki).digest('hex').slice(0, 32),
    signature: sign(null, Buffer.from(signedText(sha256, body.version)), by.privateKey).toString('base64'),
  };
  return canonicalJson({ body, seal });
}

describe('sla verify', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'proof-'));
    file = join(folder, 'proof.json');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => (process.exitCode = undefined));

  async function verify(text: string | null, ...more: string[]): Promise<{ said: string; code: unknown }> {
    if (text !== null) writeFileSync(file, text);
    const lines: string[] = [];
    const none = (): never => {
      throw new Error('verifying needs neither settings nor a database');
    };
    const args = ['verify', file, ...more];
    await slaCommand.run({ args, say: (line) => void lines.push(line), config: none, app: none });
    return { said: lines.join('\n'), code: process.exitCode };
  }

  it('a proof is summed up in words; without a key to hold it to it says that whose key it is was not checked', async () => {
    const text = sealed(bodyOf());
    const { said, code } = await verify(text);
    expect(code).toBe(0);
    expect(said).toContain('Harbour Hotels (HARBOUR)');
    expect(said).toContain('1 requests, 1 clocks');
    expect(said).toContain('Met 0, missed 1');
    const { keyId } = (JSON.parse(text) as { seal: { keyId: string } }).seal;
    const last = said.split('\n').at(-1);
    expect(last).toContain(`is consistent, but the owner of key ${keyId} was not verified`);
    expect(last).toMatch(/slaProofKeys .* --key FILE/);
  });

  it('names the time zone data of the proof and of the program, and refuses other offsets of a release it has', async () => {
    const own = process.versions['tz'];
    const stated = await verify(sealed(bodyOf()));
    expect(stated.said).toContain(
      `the proof used 2026a and contains them; verified with these. This program has ${own}.`,
    );
    const [since, later] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'];
    const zones = [{ zone: 'Asia/Hong_Kong', offset: 28_800_000, changes: [] }];
    const withRules = (calendarRules: ProofFrame['calendarRules']) =>
      sealed(bodyOf(undefined, (frame) => ({ ...frame, calendarRules })));
    const both = await verify(
      withRules([
        { since, edition: 2, zoneRelease: '2025b', zones },
        { since: later, edition: 2, zoneRelease: '2026a', zones: [] },
      ]),
    );
    expect(both.said).toContain(`the proof used 2025b, 2026a since ${later} and contains them`);
    expect(both.code).toBe(0);
    // Hong Kong had summer time in the seventies.
    const forged = await verify(withRules([{ since, edition: 2, zoneRelease: own ?? '', zones }]));
    expect(forged.code).toBe(1);
    expect(forged.said).toContain(`time zone Asia/Hong_Kong in release ${own}`);
    const none = await verify(withRules(undefined));
    expect([none.code, none.said]).toEqual([1, expect.stringContaining('calendarRules must be there')]);
  });

  it('a proof of version 2 is verified as it was made: hours past midnight end where an override begins', async () => {
    const nights = (frame: ProofFrame): ProofFrame => ({
      ...frame,
      calendars: frame.calendars.map((c) => ({
        ...c,
        spec: {
          zone: 'Asia/Hong_Kong',
          weekly: [{ day: 'FRI', open: '22:00', close: '06:00' }],
          overrides: [{ date: '2026-03-07', intervals: [{ open: '09:00', close: '18:00' }] }],
        },
      })),
      terms: frame.terms.map((t) => ({ ...t, targets: t.targets.map((x) => ({ ...x, seconds: 14_400 })) })),
    });
    // Answered on Saturday at half past ten: by eleven it was in time then, by two at night it is late now.
    const answered = (request: Omit<ProofRequest, 'clocks'>): void =>
      void Object.assign(request, {
        createdAt: '2026-03-06T12:00:00.000Z',
        events: [
          { seq: 1, at: '2026-03-06T12:00:00.000Z', kind: 'CREATED' },
          { seq: 2, at: '2026-03-07T02:30:00.000Z', kind: 'STAFF_REPLY' },
        ],
      });
    const old = await verify(
      sealed(
        bodyOf(answered, (frame) => {
          const { calendarRules: _rules, ...rest } = nights(frame);
          return { ...rest, version: 2 };
        }),
      ),
    );
    expect([old.code, old.said]).toEqual([0, expect.stringContaining('Met 1, missed 0')]);
    expect(old.said).toContain('the proof does not name its release; verified with those of this program');
    const present = await verify(sealed(bodyOf(answered, nights)));
    expect([present.code, present.said]).toEqual([0, expect.stringContaining('Met 0, missed 1')]);
  });

  it('with the public key in a file the signature is trusted, with another it is refused', async () => {
    const key = join(folder, 'key.pem');
    writeFileSync(key, publicKey.export({ format: 'pem', type: 'spki' }));
    const good = await verify(sealed(bodyOf()), '--key', key);
    expect(good.code).toBe(0);
    expect(good.said).toMatch(/The proof is valid\.$/);
    const forged = await verify(sealed(bodyOf(), generateKeyPairSync('ed25519')), '--key', key);
    expect(forged.code).toBe(1);
    expect(forged.said).toContain('the key that signed');
    writeFileSync(key, 'nonsense');
    const nonsense = await verify(sealed(bodyOf()), '--key', key);
    expect([nonsense.code, nonsense.said]).toEqual([1, expect.stringContaining('not an Ed25519 public key')]);
  });

  it('tens of thousands of differences are counted, however many they are', async () => {
    const body = bodyOf();
    const [request] = body.requests;
    const [clock] = request!.clocks;
    const clocks = Array.from({ length: 150_000 }, (_, i) => ({ ...clock!, cycle: i + 2 }));
    const { said, code } = await verify(sealed({ ...body, requests: [{ ...request!, clocks }] }));
    expect(code).toBe(1);
    expect(said).toContain('Verdicts: 150001 differences');
  });

  it('a verdict that does not follow is listed with what is right, and exits with 1', async () => {
    const body = bodyOf();
    const [request] = body.requests;
    const clocks = request!.clocks.map((c) => ({ ...c, state: 'MET' as const, breachedAt: null }));
    const { said, code } = await verify(sealed({ ...body, requests: [{ ...request!, clocks }] }));
    expect(code).toBe(1);
    expect(said).toContain('verdict R-000001 FIRST_RESPONSE 1 state: stated "MET", computed "MISSED"');
    expect(said).toContain('Signature: valid');
    expect(said).toMatch(/The proof is NOT valid\.$/);
  });

  it('a changed file is told from a wrong signature and from wrong totals', async () => {
    const text = sealed(bodyOf());
    const reformatted = await verify(JSON.stringify(JSON.parse(text), null, 1));
    expect([reformatted.code, reformatted.said]).toEqual([1, expect.stringContaining('the canonical form')]);
    const body = bodyOf();
    const totals = await verify(sealed({ ...body, totals: { ...body.totals, met: 1 } }));
    expect([totals.code, totals.said]).toEqual([1, expect.stringContaining('totals met: stated 1, computed 0')]);
  });

  it('what is no proof, is cut off or is of another version says so', async () => {
    const text = sealed(bodyOf());
    for (const [given, why] of [
      ['', 'is truncated'],
      [text.slice(0, 500), 'is truncated'],
      ['{]', 'not JSON'],
      ['[]', 'not an SLA proof'],
      [text.replace(`"version":${PROOF_VERSION}}`, '"version":9}'), 'version 9'],
      [text.replace('"seq":2', '"seq":"two"'), 'events.1.seq must be a whole number'],
      [text.replace('Asia/Hong_Kong', 'Asia/Atlantis'), 'proof is NOT valid'],
    ] as const) {
      const { said, code } = await verify(given);
      expect(code, why).toBe(1);
      expect(said).toContain(why);
    }
  });

  it('a file that is missing, too large or no text is an error of whoever calls', async () => {
    const say = (): void => undefined;
    const none = (): never => {
      throw new Error('not needed');
    };
    const run = (...args: string[]): Promise<void> => slaCommand.run({ args, say, config: none, app: none });
    await expect(run()).rejects.toThrow('Usage: sla verify');
    await expect(run('verify')).rejects.toThrow('Usage: sla verify');
    await expect(run('verify', 'a', 'b')).rejects.toThrow('exactly one file');
    await expect(run('verify', 'a', '--fast')).rejects.toThrow('--fast');
    await expect(run('verify', join(folder, 'absent.json'))).rejects.toThrow('cannot be read');
    const binary = join(folder, 'binary.json');
    writeFileSync(binary, Buffer.from([0x7b, 0xff, 0xfe]));
    await expect(run('verify', binary)).rejects.toThrow('UTF-8');
    const huge = join(folder, 'huge.json');
    writeFileSync(huge, '');
    truncateSync(huge, 600_000_000);
    await expect(run('verify', huge)).rejects.toThrow('at most 500000000');
  });

  it('loads nothing that needs a database, settings or a framework', () => {
    const root = resolve(import.meta.dirname, '../../..');
    const outside = new Set<string>();
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      const { code } = transformSync(readFileSync(path, 'utf8'), {
        ...{ filename: path, swcrc: false, configFile: false },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true },
        },
      });
      for (const [, name = ''] of code.matchAll(/^(?:import|export) (?:[^'"]*? from )?['"]([^'"]+)['"]/gm)) {
        if (name.startsWith('.')) visit(join(dirname(path), name.replace(/\.js$/, '.ts')));
        else if (name.startsWith('#kernel')) visit(join(root, 'libs', name.slice(1), 'index.ts'));
        else if (name === '#modules/vocabulary') visit(join(root, 'src', name.slice(1), 'index.ts'));
        else outside.add(name);
      }
    };
    visit(join(root, 'src/modules/sla/proofs/application/verify-proof.ts'));
    expect(seen.size).toBeGreaterThan(15);
    expect([...outside].filter((name) => name !== 'temporal-polyfill')).toEqual(['node:crypto']);
  });
});
