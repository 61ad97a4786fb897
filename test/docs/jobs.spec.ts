import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { testConfig } from '#testing/app';
import { workOfWorker } from '../../src/app/cli/jobs-page.commands.js';
import { jobsPage, scheduleText, type JobsPage } from '../../src/app/cli/jobs-page.js';
import { modules, ROOT } from '../arch/cruise.js';

const page = readFileSync(join(ROOT, 'docs/jobs.md'), 'utf8');
const known = new Set(['platform', ...Object.keys(modules)]);
const moduleOf = (name: string): string => name.split('.')[0] ?? '';
let work: JobsPage;

beforeAll(async () => {
  // Specs that share this process may have defined jobs and events of their own, named `test.…`.
  const all = await workOfWorker(testConfig('postgres://nobody@127.0.0.1:1/none'));
  const ofProduct = <T extends { readonly name: string }>(things: readonly T[]): T[] =>
    things.filter(({ name }) => moduleOf(name) !== 'test');
  work = { ...all, jobs: ofProduct(all.jobs), events: ofProduct(all.events) };
});

describe('docs/jobs.md', () => {
  test('lists the jobs, queues, events and handlers of the worker (npm run schema)', () =>
    expect(jobsPage(work)).toBe(page));

  test('a new job, another schedule and a new handler are noticed', () => {
    const [job] = work.jobs;
    const [handler] = work.handlers;
    const more = { ...job!, name: 'sla.do-more' };
    const slower = { ...work.jobs.find((j) => j.schedule)!, schedule: { everyMs: 86_400_000 } };
    expect(jobsPage({ ...work, jobs: [...work.jobs, more] })).not.toBe(page);
    expect(jobsPage({ ...work, jobs: work.jobs.map((j) => (j.name === slower.name ? slower : j)) })).not.toBe(page);
    expect(jobsPage({ ...work, handlers: [...work.handlers, { ...handler!, handler: 'sla.hear-more' }] })).not.toBe(
      page,
    );
  });

  test('each name begins with the module that defines it', () => {
    const strangers = [...work.jobs, ...work.events]
      .map(({ name }) => name)
      .filter((name) => !known.has(moduleOf(name)));
    expect(strangers).toEqual([]);
  });

  test('schedules are said in words', () => {
    expect(scheduleText(null)).toBe('on demand');
    expect(scheduleText({ everyMs: 1_500 })).toBe('every 1.5 s');
    expect(scheduleText({ cron: '0 2 * * *', timeZone: 'UTC' })).toBe('0 2 * * * UTC');
  });
});
