import { Database, sql } from '#platform/database';
import { MaintenanceApi, type NewAsset } from '#modules/maintenance';
import {
  AnswerChecklist,
  GenerateWorkOrders,
  LinkRequest,
  MoveWorkOrder,
  RecordEntries,
  RecordReadings,
  SaveCatalogue,
  SaveMeter,
  SavePlan,
  type ReadingCommand,
} from '#modules/maintenance/seeding';
import { CHECKLISTS, PARTS, SYSTEMS, type SystemPlan } from '../data/assets.js';
import { type DemoPlan } from '../plan/index.js';
import { type BranchPlan } from '../plan/sites.js';
import { dateOf, DAY } from '../plan/time.js';
import { Random } from '../random.js';
import { idOf, made, type SeedContext } from './seed-context.js';

const SITES = 24;
const READINGS = 13;
/** Since when we look after the sites. */
const WEEKS = 12;
/** Work that fell due before is done, but for little; of later work some is still to do. */
const RECENT = 14 * DAY;

interface Item {
  readonly id: string;
  readonly system: SystemPlan;
  readonly site: BranchPlan;
}

/** Sites that we maintain, with everything in them: assets, meters, plans with their work orders, and failures. */
export async function writeMaintenance(seeding: SeedContext, plan: DemoPlan): Promise<void> {
  const random = new Random('maintenance');
  const catalogue = await writeCatalogue(seeding);
  const items: Item[] = [];
  for (const site of sitesOf(plan)) items.push(...(await writeSite(seeding, random, plan, site, catalogue.checklists)));
  await writeReadings(seeding, random, items);
  await writeFailures(seeding, random, items);
  // As time went by, so that every occurrence had its work orders and none was passed over.
  for (let week = WEEKS; week >= 0; week--)
    await seeding.get(GenerateWorkOrders).run(seeding.ctx, new Date(seeding.now.getTime() - week * 7 * DAY));
  await doSomeWork(seeding, random, catalogue.parts);
}

/** Branches with maintenance jobs under way that one of our offices serves, in the order of the plan. */
function sitesOf({ sites }: DemoPlan): BranchPlan[] {
  const busy = new Set(
    sites.jobs.flatMap((j) => (j.serviceLine === 'MAINTENANCE' && j.status === 'OPEN' && j.branch ? [j.branch] : [])),
  );
  return sites.branches.filter((b) => b.office !== null && busy.has(b.key)).slice(0, SITES);
}

async function writeCatalogue(seeding: SeedContext): Promise<{ checklists: Map<string, string>; parts: string[] }> {
  const save = seeding.get(SaveCatalogue);
  const checklists = new Map<string, string>();
  for (const list of CHECKLISTS)
    checklists.set(list.code, made(await save.createChecklist(seeding.ctx, list), list.code).id);
  const parts: string[] = [];
  for (const [code, name, nameNative, unit, price] of PARTS)
    parts.push(
      made(await save.createPart(seeding.ctx, { code, name, nameNative, unit, price, currency: 'HKD' }), code).id,
    );
  return { checklists, parts };
}

async function writeSite(
  seeding: SeedContext,
  random: Random,
  { staff }: DemoPlan,
  site: BranchPlan,
  checklists: ReadonlyMap<string, string>,
): Promise<Item[]> {
  const { ctx, now } = seeding;
  const assets: (NewAsset & { readonly system?: SystemPlan })[] = [
    {
      kind: 'SITE',
      code: site.key
        .slice(-50)
        .toUpperCase()
        .replace(/[^A-Z0-9._/-]/g, '-'),
      name: site.name,
      nameNative: site.nameNative,
      branchId: idOf(seeding.branches, site.key),
    },
  ];
  const top = assets[0]?.code as string;
  const tower = `${top}/T1`;
  assets.push({ kind: 'BUILDING', code: tower, name: 'Main building', nameNative: '主楼', parentCode: top });
  for (const system of SYSTEMS) {
    const code = `${tower}/${system.code}`;
    const [name, nameNative] = system.name;
    assets.push({ kind: 'SYSTEM', code, name, nameNative, parentCode: tower, criticality: system.criticality, system });
    for (const [itemCode, itemName, native, count] of system.items)
      for (let n = 1; n <= count; n++) {
        const installed = now.getTime() - random.int(400, 4_000) * DAY;
        assets.push({
          ...({
            kind: 'ITEM',
            code: `${code}/${itemCode}-${n}`,
            name: `${itemName} ${n}`,
            nameNative: `${native} ${n}`,
          } as const),
          ...{ parentCode: code, criticality: system.criticality, system, maker: random.pick(system.makers) },
          ...{
            serial: `SN-${random.int(100_000, 999_999)}`,
            installedOn: dateOf(installed),
            warrantyUntil: dateOf(installed + 730 * DAY),
          },
          location: random.pick(['Roof', 'Basement 1', 'Plant room', 'Lobby']),
        });
      }
  }
  const commands = assets.map(({ system: _, ...asset }) => asset);
  const { ids } = made(await seeding.get(MaintenanceApi).createAssets(ctx, commands), site.key);
  const engineers = staff.get(site.office?.code ?? '')?.all.filter((e) => e.role === 'site-engineer') ?? [];
  for (const [i, asset] of assets.entries()) {
    if (asset.kind !== 'SYSTEM' || !asset.system) continue;
    const [title, rule, checklist] = asset.system.care;
    const engineer = engineers.length > 0 ? random.pick(engineers) : null;
    const command = {
      ...{
        assetId: ids[i] as string,
        covers: 'ITEMS_BELOW' as const,
        title,
        rule,
        startsOn: dateOf(now.getTime() + random.int(-80, 20) * DAY),
      },
      ...{ checklistId: checklists.get(checklist) ?? null, priority: asset.system.criticality, leadDays: 14 },
      assigneeId: engineer ? idOf(seeding.employees, engineer.email) : null,
    };
    made(await seeding.get(SavePlan).create(ctx, command, new Date(now.getTime() - WEEKS * 7 * DAY)), command);
  }
  return assets.flatMap(({ kind, system }, i) =>
    kind === 'ITEM' && system ? [{ id: ids[i] as string, system, site }] : [],
  );
}

/** Running hours of a year, read once a month, and a plan by them. */
async function writeReadings(seeding: SeedContext, random: Random, items: readonly Item[]): Promise<void> {
  const { ctx, now } = seeding;
  const readings: ReadingCommand[] = [];
  const metered = items.filter((i) => i.system.metered);
  for (const { id } of metered) {
    const meter = made(
      await seeding
        .get(SaveMeter)
        .create(ctx, { assetId: id, name: 'Running hours', nameNative: '运行小时', unit: 'h' }),
      id,
    );
    let hours = random.int(1_000, 20_000);
    for (let month = READINGS; month > 0; month--)
      readings.push({
        meterId: meter.id,
        at: new Date(now.getTime() - (month * 30 - 5) * DAY),
        value: String((hours += random.int(250, 600))),
      });
    const plan = {
      assetId: id,
      title: 'Service by running hours',
      meterId: meter.id,
      meterEvery: '4000',
      floating: true,
    };
    made(await seeding.get(SavePlan).create(ctx, plan, now), plan);
  }
  for (let from = 0; from < readings.length; from += 500)
    made(await seeding.get(RecordReadings).run(ctx, readings.slice(from, from + 500)), 'readings');
}

/** Breakdowns among the requests of these sites, each laid to one of their items. */
async function writeFailures(seeding: SeedContext, random: Random, items: readonly Item[]): Promise<void> {
  const bySite = new Map<string, Item[]>();
  for (const item of items) {
    const branch = idOf(seeding.branches, item.site.key);
    bySite.set(branch, [...(bySite.get(branch) ?? []), item]);
  }
  const requests = await seeding.get(Database).query<{ id: string; branchId: string; at: Date }>(
    sql`select r.id, r.branch_id as "branchId", r.created_at as at from services.request r
         where r.service_line = 'MAINTENANCE' and r.branch_id = any(${[...bySite.keys()]}::uuid[]) order by r.no`,
  );
  for (const { id, branchId } of requests) {
    const item = random.pick(bySite.get(branchId) as Item[]);
    const command = { assetId: item.id, requestId: id, failure: random.chance(0.7) };
    made(await seeding.get(LinkRequest).link(seeding.ctx, command), command);
  }
}

/** Some of the work orders are done already, with what was found and used. */
async function doSomeWork(seeding: SeedContext, random: Random, parts: readonly string[]): Promise<void> {
  const { ctx, now } = seeding;
  const orders = await seeding.get(Database).query<{
    id: string;
    dueAt: Date;
    items: { key: string; kind: string; choices: string[] }[];
  }>(
    sql`select w.id, w.due_at as "dueAt", v.items from maintenance.work_order w
          join maintenance.checklist_version v on v.id = w.checklist_version_id join maintenance.asset a on a.id = w.asset_id
         where w.due_at <= ${now} order by w.due_at, a.code, w.title`,
  );
  const done = orders.filter(({ dueAt }) => random.chance(dueAt.getTime() < now.getTime() - RECENT ? 0.95 : 0.5));
  const [moving, answering, entries] = [
    seeding.get(MoveWorkOrder),
    seeding.get(AnswerChecklist),
    seeding.get(RecordEntries),
  ];
  for (const { id, items } of done) {
    made(await moving.run(ctx, { id, status: 'IN_PROGRESS' }), id);
    const answers = items.map(({ key, kind, choices }) => ({
      itemKey: key,
      value:
        {
          CHECK: random.chance(0.93) ? 'true' : 'false',
          NUMBER: String(random.int(2, 12)),
          CHOICE: choices[0] ?? '',
          TEXT: 'All right / 正常',
        }[kind] ?? '',
    }));
    made(await answering.run(ctx, id, answers), id);
    if (random.chance(0.4))
      made(
        await entries.partUse(ctx, { workOrderId: id, partId: random.pick(parts), quantity: String(random.int(1, 4)) }),
        id,
      );
    if (random.chance(0.25))
      made(
        await entries.finding(ctx, {
          workOrderId: id,
          severity: random.pick(['MAJOR', 'MINOR', 'NOTE'] as const),
          text: 'Bearing runs warm; look again soon. 轴承偏热,请尽快复查。',
        }),
        id,
      );
    made(await moving.run(ctx, { id, status: 'DONE', outcome: 'Serviced / 已保养' }), id);
  }
}
