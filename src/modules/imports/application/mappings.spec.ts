import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultMappingPath, loadMapping } from './mappings.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- mistakes of any shape are made on purpose
type FreeJson = Record<string, any>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mappings-'));
});
afterAll(() => rm(folder, { recursive: true }));

const written = async (change: (mapping: FreeJson) => void): Promise<string> => {
  const mapping = JSON.parse(await readFile(defaultMappingPath('INCIDENTS'), 'utf8')) as FreeJson;
  change(mapping);
  const path = join(folder, `${Math.random()}.json`);
  await writeFile(path, JSON.stringify(mapping));
  return path;
};

it.each(['INCIDENTS', 'REVENUE'] as const)('the mapping for %s that comes with the product is sound', async (kind) => {
  expect((await loadMapping(kind)).mapping.kind).toBe(kind);
});

it('names every mistake with its place, all at once', async () => {
  const path = await written((m) => {
    m['channels'].values.Phone = 'TELEGRAPH';
    m['columns'].state = '';
    m['columns'].stat = 'incident_state';
    m['firstReply'].firstStateOtherThan = ['Fresh'];
    m['sla'].targets[1].seconds = 0;
    m['branches'].country = 'Atlantis';
    delete m['serviceLine'];
  });
  const error = await loadMapping('INCIDENTS', { path }).catch((e: Error) => e.message);
  for (const place of [
    'channels.values.Phone must be one of PHONE, EMAIL',
    'columns.state must be a text',
    'columns.stat is not known',
    'firstReply.firstStateOtherThan.0 "Fresh" is not among the states',
    'sla.targets.1.seconds must be a whole number',
    'branches.country "Atlantis" will not do (INVALID_COUNTRY)',
    'serviceLine must be one of',
  ])
    expect(error).toContain(place);
});

it('says what is no JSON, what is not there, and what is for something else', async () => {
  const path = join(folder, 'text.json');
  await writeFile(path, '{ "kind": ');
  await expect(loadMapping('INCIDENTS', { path })).rejects.toThrow('is not JSON');
  await expect(loadMapping('INCIDENTS', { path: join(folder, 'none.json') })).rejects.toThrow('cannot be read');
  await expect(loadMapping('INCIDENTS', { path: defaultMappingPath('REVENUE') })).rejects.toThrow(
    'kind must be one of INCIDENTS',
  );
});

it('knows the same mapping again, however it is described, and another one apart', async () => {
  const own = await loadMapping('INCIDENTS');
  const described = await written((m) => (m['sla'].description = 'something else'));
  const changed = await written((m) => (m['serviceLine'] = 'CONSULTING'));
  expect((await loadMapping('INCIDENTS', { path: described })).digest).toBe(own.digest);
  expect((await loadMapping('INCIDENTS', { path: changed })).digest).not.toBe(own.digest);
  expect((await loadMapping('INCIDENTS', { officeCode: 'HKG' })).digest).not.toBe(own.digest);
});
