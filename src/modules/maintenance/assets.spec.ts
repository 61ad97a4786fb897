import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '#testing/app';
import { maintenanceWorld, type MaintenanceWorld } from './testing/index.js';

describe('assets', () => {
  let app: TestApp;
  let world: MaintenanceWorld;
  beforeAll(async () => {
    app = await createTestApp();
    world = await maintenanceWorld(app);
  });
  afterAll(() => app.close());

  it('boots', async () => {
    const boss = await app.employee();
    const answer = await boss.client.query('{ assets(first: 3) { totalCount nodes { code above { code } } } }');
    expect([answer, world.siteId]).toMatchObject([{}, world.siteId]);
    console.log(JSON.stringify(answer));
  });
});
