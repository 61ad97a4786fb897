import { beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlAnswer } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { loadPeerCases, type PeerCheck, type PreviewClock } from '../fixtures/peer-cases.js';

const folder = new URL('../../../shared/data/sla-cases', import.meta.url).pathname;
const cases = loadPeerCases(folder);

const PREVIEW = `query ($input: SlaPreviewInput!) { slaPreview(input: $input) { at clocks {
  metric cycle state dueAt startedAt stoppedAt breachedAt targetSeconds elapsedSeconds remainingSeconds pausedSeconds } } }`;
const OPEN_SECONDS = `query ($calendar: CalendarInput!, $from: DateTime!, $to: DateTime!) {
  openSeconds(calendar: $calendar, from: $from, to: $to) }`;
const ADD_OPEN_SECONDS = `query ($calendar: CalendarInput!, $from: DateTime!, $seconds: Int!) {
  addOpenSeconds(calendar: $calendar, from: $from, seconds: $seconds) }`;
const OPEN_AT = `query ($calendar: CalendarInput!, $at: DateTime!) {
  openAt(calendar: $calendar, at: $at) { open nextOpening nextClosing } }`;

/** Facts that peers state in their own tests, asked through the public API by somebody without any permission. */
describe.skipIf(!cases)(`cases of peers over GraphQL (from ${folder}; skipped when the folder is absent)`, () => {
  let app: TestApp;
  let anyone: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    anyone = await app.employee({ permissions: {} });
  });

  it.each((cases?.checks ?? []).map((check, i): [string, PeerCheck] => [`${check.id} ${check.call} #${i}`, check]))(
    '%s',
    async (_title, check) => {
      const send = (query: string, variables: object): Promise<GraphqlAnswer> =>
        anyone.client.send(query, variables as Record<string, unknown>);
      switch (check.call) {
        case 'openSeconds': {
          const { data } = await send(OPEN_SECONDS, { calendar: check.calendar, from: check.from, to: check.to });
          if (check.expected === 'SOME') expect(data?.['openSeconds']).toBeGreaterThan(0);
          else expect(data?.['openSeconds']).toBe(check.expected);
          return;
        }
        case 'addOpenSeconds': {
          const { calendar, from, seconds, expected } = check;
          const { data, errors } = await send(ADD_OPEN_SECONDS, { calendar, from, seconds });
          // Some peers count fractions; our seconds are whole, and others are refused.
          if (!Number.isInteger(seconds)) {
            expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
            return;
          }
          expect(errors ? 'ERROR' : data?.['addOpenSeconds']).toBe(expected);
          if (errors) expect(errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
          return;
        }
        case 'openAt': {
          const { data } = await send(OPEN_AT, { calendar: check.calendar, at: check.at });
          expect(data?.['openAt']).toMatchObject(check.expected);
          return;
        }
        case 'slaPreviewRefused': {
          const { errors } = await send(PREVIEW, { input: check.input });
          expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
          return;
        }
        case 'slaPreview': {
          const { data, errors } = await send(PREVIEW, { input: check.input });
          expect(errors).toBeUndefined();
          const states = new Map(
            check.input.at.map((at, i) => [
              at,
              (data?.['slaPreview'] as { clocks: PreviewClock[] }[])[i]?.clocks ?? [],
            ]),
          );
          const said = check.facts.map(({ name, at, expected }) => ({ name, at, value: normal(expected) }));
          const read = check.facts.map(({ name, at, read: find }) => ({
            name,
            at,
            value: normal(find(states.get(at)!)),
          }));
          expect(read).toEqual(said);
        }
      }
    },
  );

  it('asks every kind of question the preview API answers', () => {
    const asked = new Set<string>(cases?.checks.map((c) => c.call));
    for (const call of ['openSeconds', 'addOpenSeconds', 'openAt', 'slaPreview']) expect(asked).toContain(call);
  });
});

/** Peers write the same instant in several ways. */
function normal(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-.*T/.test(value) ? new Date(value).toISOString() : value;
}
