import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

describe('operators', () => {
  let app: TestApp;
  let operator: TestEmployee;

  beforeAll(async () => {
    app = await createTestApp();
    operator = await app.employee({ permissions: { 'operations.read': 'firm', 'operations.run-jobs': 'firm' } });
    await app.startWorker();
  });

  const job = async (name: string) => {
    const { backgroundJobs } = await operator.client.query(
      `{ backgroundJobs { name description everyMilliseconds cron timeZone paused nextRunAt lastRun { outcome startedAt } } }`,
    );
    return backgroundJobs.find((j: { name: string }) => j.name === name);
  };
  const change = async (verb: string, fields: string) =>
    (
      await operator.client.query(
        `mutation { ${verb}BackgroundJob(input: { ${fields} }) { backgroundJob { name paused cron timeZone everyMilliseconds } userErrors { code field message } } }`,
      )
    )[`${verb}BackgroundJob`];

  it('see every job with its schedule and its next run', async () => {
    await eventually(async () => (await job('platform.prune'))?.nextRunAt, 'the schedule');
    expect(await job('platform.prune')).toMatchObject({ paused: false });
    expect((await job('platform.prune')).description.length).toBeGreaterThan(10);
  });

  it('run a job now and see that it ran', async () => {
    expect((await change('run', 'name: "platform.prune"')).userErrors).toEqual([]);
    await eventually(async () => (await job('platform.prune')).lastRun?.outcome === 'DONE', 'the run');
  });

  it('pause, reschedule and resume', async () => {
    expect((await change('pause', 'name: "platform.prune"')).backgroundJob).toMatchObject({ paused: true });
    expect((await job('platform.prune')).nextRunAt).toBeNull();
    const { backgroundJob } = await change(
      'reschedule',
      'name: "platform.prune", cron: "30 4 * * 1", timeZone: "Asia/Hong_Kong"',
    );
    expect(backgroundJob).toMatchObject({ cron: '30 4 * * 1', timeZone: 'Asia/Hong_Kong', paused: true });
    expect((await change('resume', 'name: "platform.prune"')).backgroundJob).toMatchObject({ paused: false });
    const { nextRunAt } = await eventually(
      async () => ((await job('platform.prune')).nextRunAt ? job('platform.prune') : null),
      'the next run',
    );
    // Monday 04:30 in Hong Kong is Sunday 20:30 UTC, all year.
    expect(new Date(nextRunAt).getUTCDay()).toBe(0);
    expect(nextRunAt).toContain('T20:30:00');
  });

  it.each([
    ['run', 'name: "no.job"', 'BACKGROUND_JOB_NOT_FOUND', 'name'],
    ['pause', 'name: "platform.deliver-event"', 'BACKGROUND_JOB_NOT_SCHEDULED', 'name'],
    ['reschedule', 'name: "platform.prune", cron: "99 4 * * 1"', 'INVALID_CRON', 'cron'],
    ['reschedule', 'name: "platform.prune", everyMilliseconds: 5', 'INVALID_INTERVAL', 'everyMilliseconds'],
    ['reschedule', 'name: "platform.prune", everyMilliseconds: 500, cron: "30 4 * * 1"', 'AT_MOST_ONE_OF', 'cron'],
    [
      'reschedule',
      'name: "platform.prune", cron: "30 4 * * 1", timeZone: "Mars/Base"',
      'INVALID_TIME_ZONE',
      'timeZone',
    ],
  ])('%s with %s is refused with %s at %s', async (verb, fields, code, field) => {
    const { userErrors } = await change(verb, fields);
    expect(userErrors).toMatchObject([{ code, field }]);
    expect(userErrors[0].message).not.toBe(code);
  });

  it('are the only ones who may', async () => {
    const clerk = await app.employee({ permissions: { 'operations.read': 'firm' } });
    expect(
      await clerk.client.errorCode(
        `mutation { runBackgroundJob(input: { name: "platform.prune" }) { userErrors { code } } }`,
      ),
    ).toBe('FORBIDDEN');
    expect(await (await app.employee({ permissions: {} })).client.errorCode(`{ deadLetters { id } }`)).toBe(
      'FORBIDDEN',
    );
  });
});
