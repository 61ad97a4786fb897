import { CustomerFactory } from '#modules/customers/testing';
import { serviceWorld, type ServiceWorld } from '#modules/services/testing';
import { type TestApp, type TestEmployee } from '#testing/app';
import { CreateAssets } from '../assets/application/create-assets.js';
import { CreateWorkOrder } from '../work/application/create-work-order.js';
import { SaveCatalogue } from '../catalogue/application/save-catalogue.js';
import { type NewAsset } from '../assets/domain/asset.js';
import { type NewWork } from '../work/domain/work-order.js';

/** A hotel in Shenzhen with a tower, chilled water and two pumps, served by the first office; and a stranger's depot. */
export interface MaintenanceWorld extends ServiceWorld {
  /** Branch of the national company that the first office serves. */
  readonly hotelId: string;
  readonly siteId: string;
  readonly buildingId: string;
  readonly systemId: string;
  readonly pumpIds: readonly [string, string];
  /** Site of the stranger, in another office's hands. */
  readonly depotSiteId: string;
  readonly otherOfficeId: string;
  readonly checklistId: string;
  readonly partId: string;
  /** Enters another asset below the site, an item by default; returns its id. */
  asset(more?: Partial<NewAsset>): Promise<string>;
  /** Makes a work order at the first pump, as the system; returns its id. */
  order(more?: Partial<NewWork>): Promise<string>;
}

/** Fills an empty test application. */
export async function maintenanceWorld(app: TestApp): Promise<MaintenanceWorld> {
  const world = await serviceWorld(app);
  const ctx = app.system();
  const make = new CustomerFactory(app);
  const otherOfficeId = await app.office({ regionId: await app.region('Other region') });
  const where = { country: 'CN', timeZone: 'Asia/Shanghai' };
  const hotelId = await make.branch({ customerId: world.nationalId, ...where, officeId: app.officeId });
  const depotId = await make.branch({
    customerId: world.strangerId,
    country: 'GB',
    timeZone: 'Europe/London',
    officeId: otherOfficeId,
  });
  const assets = app.get(CreateAssets);
  const tree: NewAsset[] = [
    { kind: 'SITE', code: 'HOTEL', name: 'Shenzhen Bay Hotel', nameNative: '深圳湾酒店', branchId: hotelId },
    { kind: 'BUILDING', code: 'TOWER-1', name: 'Tower 1', parentCode: 'HOTEL' },
    { kind: 'SYSTEM', code: 'CHW', name: 'Chilled water', parentCode: 'TOWER-1' },
    { kind: 'ITEM', code: 'PUMP-1', name: 'Pump 1', parentCode: 'CHW', installedOn: '2020-01-01' },
    { kind: 'ITEM', code: 'PUMP-2', name: 'Pump 2', parentCode: 'CHW', installedOn: '2020-01-01' },
    { kind: 'SITE', code: 'DEPOT', name: 'Depot', branchId: depotId },
  ];
  const { ids } = app.must(await assets.runMany(ctx, tree));
  const [siteId, buildingId, systemId, pump1, pump2, depotSiteId] = ids as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const catalogue = app.get(SaveCatalogue);
  const checklist = await catalogue.createChecklist(ctx, {
    code: 'PUMP',
    name: 'Pump check',
    items: [
      { key: 'runs', kind: 'CHECK', text: 'Runs quietly', mandatory: true },
      { key: 'pressure', kind: 'NUMBER', text: 'Pressure', unit: 'bar', min: '2', max: '4.5', mandatory: true },
      { key: 'state', kind: 'CHOICE', text: 'State', choices: ['good', 'worn', 'bad'] },
      { key: 'remark', kind: 'TEXT', text: 'Remark' },
    ],
  });
  const part = await catalogue.createPart(ctx, {
    code: 'SEAL-20',
    name: 'Seal',
    unit: 'piece',
    price: '12.35',
    currency: 'HKD',
  });
  let made = 0;
  return {
    ...world,
    ...{ hotelId, siteId, buildingId, systemId, pumpIds: [pump1, pump2], depotSiteId, otherOfficeId },
    checklistId: app.must(checklist).id,
    partId: app.must(part).id,
    asset: async (more = {}) =>
      app.must(await assets.run(ctx, { kind: 'ITEM', code: `ITEM-${++made}`, name: 'Item', parentId: siteId, ...more }))
        .id,
    order: async (more = {}) =>
      app.must(await app.get(CreateWorkOrder).run(ctx, { title: 'Look at the pump', assetId: pump1, ...more })).id,
  };
}

export interface Mutated {
  // The answer is as free as what was asked for.
  readonly value: Record<string, Record<string, unknown>>;
  readonly userErrors: readonly { code: string; field: string | null; message: string; current: unknown }[];
  /** `CODE field` of each. */
  readonly errors: readonly string[];
}

/** Sends a mutation whose input type is called after it. */
export async function mutate(
  by: Pick<TestEmployee, 'client'>,
  name: string,
  input: object,
  wanted: string,
): Promise<Mutated> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const answer = await by.client.query(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${wanted} userErrors { code field message current } } }`,
    { input },
  );
  const value = answer[name] as Mutated['value'] & Pick<Mutated, 'userErrors'>;
  return { value, userErrors: value.userErrors, errors: value.userErrors.map((e) => `${e.code} ${e.field}`) };
}
