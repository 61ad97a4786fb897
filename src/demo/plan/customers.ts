import { type Stage } from '#modules/customers';
import { COMPANY_FORMS, SECTOR_WORDS, STEMS, type SectorWords } from '../data/companies.js';
import { OFFICES, type OfficePlan } from '../data/offices.js';
import { type Random } from '../random.js';
import { CompanyNameGenerator, type CompanyName } from './company-names.js';
import { type OfficeStaff } from './staff.js';
import { revenuesOf, TIER_KEYS, type Tier } from './tiers.js';

export interface CustomerPlan {
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly website: string;
  /** Code of the sector. */
  readonly sector: string;
  readonly office: OfficePlan;
  /** E-mail of the account manager. */
  readonly accountManager: string;
  readonly stage: Stage;
  /** Code of the customer above. */
  readonly parent: string | null;
  /** Customers above it. */
  readonly depth: number;
  /** Null for those who buy nothing (any more, or yet). */
  readonly tier: Tier | null;
  /** Pounds of the last twelve months; of the twelve before for those who have left. */
  readonly revenue: number;
  /** How important, for numbers of branches, people, jobs and contacts; 1 is a small customer. */
  readonly size: number;
  /** Whether it stands at the head of a group in several countries. */
  readonly multinational: boolean;
}

const GROUPS = 60;
const PROSPECTS = 120;
const LOST = 62;

const SIZE: Readonly<Record<Tier, number>> = { TOP: 6, MAJOR: 3.5, MEDIUM: 2.2, SMALL: 1 };

/** A place in the list of customers before it has a name. */
interface Slot {
  readonly tier: Tier;
  readonly revenue: number;
  readonly office: OfficePlan;
}

const byWeight = (office: OfficePlan): number => office.weight;

/** All customers: 1,572 active ones, some in groups over several countries, and those to be won or lost. */
export function planCustomers(random: Random, staff: ReadonlyMap<string, OfficeStaff>): CustomerPlan[] {
  const companyNames = new CompanyNameGenerator(random.fork('names'));
  const people = random.fork('account managers');
  const plans: CustomerPlan[] = [];
  const add = (
    companyName: CompanyName,
    rest: Pick<CustomerPlan, 'office' | 'stage' | 'parent' | 'depth' | 'tier' | 'revenue'> & {
      multinational?: boolean;
    },
  ): CustomerPlan => {
    const plan: CustomerPlan = {
      ...companyName,
      ...rest,
      code: `C-${String(plans.length + 1).padStart(6, '0')}`,
      accountManager: people.pick(staff.get(rest.office.code)?.accountManagers ?? []).email,
      size: rest.tier === null ? 0.8 : SIZE[rest.tier] * people.between(0.75, 1.3),
      multinational: rest.multinational ?? false,
    };
    plans.push(plan);
    return plan;
  };

  const slots = planSlots(random.fork('slots'));
  const free = new Set(slots);
  const grouping = random.fork('groups');
  const stems = [
    ...grouping.some(STEMS.western, 44),
    ...grouping.some(STEMS.chinese, 10),
    ...STEMS.japanese.slice(0, 6),
  ];
  for (const stem of stems.slice(0, GROUPS)) planGroup(grouping, companyNames, stem, free, add);

  const stages = random.fork('stages');
  for (const slot of free) {
    const sector = stages.weighted(SECTOR_WORDS, (s) => s.weight);
    add(companyNames.single(slot.office, sector), {
      ...slot,
      stage: stageOf(stages, slot.tier),
      parent: null,
      depth: 0,
    });
  }
  for (let i = 0; i < PROSPECTS + LOST; i++) {
    const office = stages.weighted(OFFICES, byWeight);
    const sector = stages.weighted(SECTOR_WORDS, (s) => s.weight);
    const lost = i >= PROSPECTS;
    add(companyNames.single(office, sector), {
      office,
      stage: lost ? 'LOST' : stages.chance(0.7) ? 'ATTRACTED' : 'ACQUIRED',
      parent: null,
      depth: 0,
      tier: null,
      revenue: lost ? Math.round(stages.between(4_000, 140_000)) : 0,
    });
  }
  return plans;
}

function planSlots(random: Random): Slot[] {
  const slots = TIER_KEYS.flatMap((tier) =>
    revenuesOf(random.fork(tier), tier).map((revenue): Slot => ({
      tier,
      revenue,
      office: random.weighted(OFFICES, byWeight),
    })),
  );
  return random.shuffle(slots);
}

function stageOf(random: Random, tier: Tier): Stage {
  return random.weighted<Stage>(['ACTIVE', 'RETAINED', 'LOYAL'], (stage) =>
    stage === 'ACTIVE' ? 5 : stage === 'RETAINED' ? 3 : tier === 'SMALL' ? 1 : 3,
  );
}

type Add = (
  companyName: CompanyName,
  rest: Pick<CustomerPlan, 'office' | 'stage' | 'parent' | 'depth' | 'tier' | 'revenue'> & { multinational?: boolean },
) => CustomerPlan;

/**
 * A multinational: the company at its head buys from us itself, and so do its national companies; those on the mainland
 * stand below that in Hong Kong where there is one. Each of them is one of the 1,572.
 */
function planGroup(
  random: Random,
  companyNames: CompanyNameGenerator,
  stem: readonly [string, string],
  free: Set<Slot>,
  add: Add,
): void {
  const kind = Object.entries(STEMS).find(([, list]) => list.includes(stem))?.[0];
  const home = (slot: Slot): boolean =>
    COMPANY_FORMS[slot.office.culture].stems[0] === kind && (slot.tier !== 'SMALL' || random.chance(0.04));
  const root = [...free].find(home) ?? [...free][0];
  if (!root) return;
  free.delete(root);
  const sectors: readonly SectorWords[] = SECTOR_WORDS.filter((s) => !s.body);
  const family = companyNames.family(
    stem,
    random.weighted(sectors, (s) => s.weight),
  );
  const stage = (slot: Slot): Stage => stageOf(random, slot.tier);
  const head = add(family.root(root.office), {
    ...root,
    stage: stage(root),
    parent: null,
    depth: 0,
    multinational: true,
  });

  const countries = new Set([root.office.country]);
  const members: Slot[] = [];
  const wanted = random.int(2, 8);
  for (const slot of free) {
    if (members.length >= wanted) break;
    const mainland = slot.office.country === 'CN' && members.filter((m) => m.office.country === 'CN').length < 3;
    if (countries.has(slot.office.country) && !mainland) continue;
    if (members.some((m) => m.office.code === slot.office.code)) continue;
    if (!random.chance(slot.tier === 'SMALL' ? 0.12 : 0.5) && slot.office.culture !== 'hongkong') continue;
    countries.add(slot.office.country);
    members.push(slot);
  }
  // Hong Kong first, because companies on the mainland are placed below it.
  members.sort((a, b) => Number(b.office.country === 'HK') - Number(a.office.country === 'HK'));
  let asia: CustomerPlan | undefined;
  for (const slot of members) {
    free.delete(slot);
    const above = slot.office.country === 'CN' && asia ? asia : head;
    const member = add(family.member(slot.office), {
      ...slot,
      stage: stage(slot),
      parent: above.code,
      depth: above.depth + 1,
    });
    if (slot.office.country === 'HK') asia = member;
  }
}
