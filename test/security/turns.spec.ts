import { beforeAll, expect, test, vi } from 'vitest';
import { turns } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

let app: TestApp;
let agent: TestEmployee;

beforeAll(async () => {
  app = await createTestApp();
  agent = await app.employee({ permissions: { 'pyramid.read': 'firm' } });
});

const HOURS = '{ zone: "Europe/London", weekly: [{ day: MON, open: "09:00", close: "17:00" }] }';
const aliases = (n: number, field: string): string =>
  `{ ${Array.from({ length: n }, (_, i) => `a${i}: ${field}`).join(' ')} }`;

/** How many turns of the event loop an operation takes for itself, each for its caller. */
async function turnsOf(query: string): Promise<number> {
  const next = vi.spyOn(turns, 'next');
  await agent.client.query(query);
  const asked = next.mock.calls.map(([key]) => key);
  next.mockRestore();
  for (const key of asked) expect(key).toBe(`employee ${agent.id}`);
  return asked.length;
}

test('each calculation over a calendar has a turn of its own', async () => {
  expect(
    await turnsOf(aliases(20, `addOpenSeconds(calendar: ${HOURS}, from: "2026-01-01T00:00:00Z", seconds: 60)`)),
  ).toBe(20);
  expect(await turnsOf(aliases(2, 'pyramid(asOf: "2026-11-01") { tiers { customers } }'))).toBe(2);
});

test('showing the schema takes a turn, also from within a fragment, again and again', async () => {
  const query = 'query Look { ...Root } fragment Root on Query { __schema { types { name } } }';
  for (let i = 0; i < 5; i++) expect(await turnsOf(query)).toBe(1);
  expect(await turnsOf('{ __type(name: "Customer") { name } }')).toBe(1);
});

test('what only reads rows waits for no turn', async () => {
  expect(await turnsOf('{ viewer { employee { id } } }')).toBe(0);
  expect(await turnsOf('{ __typename }')).toBe(0);
});
