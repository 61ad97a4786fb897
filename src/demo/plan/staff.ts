import { DEMO_ACCOUNTS } from '../accounts.js';
import { OFFICES, REGIONS, type OfficePlan } from '../data/offices.js';
import { personName } from '../data/people.js';
import { type Random } from '../random.js';

export interface EmployeePlan {
  readonly email: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly title: string;
  /** Code of the office. */
  readonly office: string;
  readonly locale: 'en' | 'zh-CN';
  readonly role: string;
  /** Demo accounts can sign in with the demo password, others not at all. */
  readonly demo: boolean;
}

/** Who works at an office, by what they do there. */
export interface OfficeStaff {
  readonly office: OfficePlan;
  readonly accountManagers: readonly EmployeePlan[];
  /** Those who take calls and work on requests. */
  readonly agents: readonly EmployeePlan[];
  readonly all: readonly EmployeePlan[];
}

const ACCOUNT_MANAGER = 'Account manager';
const LARGE_OFFICE = 70;

function jobsAt(office: OfficePlan): readonly (readonly [title: string, role: string, count: number])[] {
  const large = office.weight > LARGE_OFFICE;
  return [
    ['Office manager', 'agent', 1],
    [ACCOUNT_MANAGER, 'agent', large ? 4 : 3],
    ['Service agent', 'agent', large ? 4 : 3],
    ['Site engineer', 'site-engineer', large ? 4 : 2],
    ['Consultant', 'agent', 2],
  ];
}

/** Everybody who works for the firm, office by office. */
export function planStaff(random: Random): ReadonlyMap<string, OfficeStaff> {
  const taken = new Set(DEMO_ACCOUNTS.map((a) => a.email));
  return new Map(
    OFFICES.map((office) => {
      const own = random.fork(office.code);
      const demo = DEMO_ACCOUNTS.filter((a) => a.office === office.code).map((a): EmployeePlan => {
        const { email, name, nameNative, title, role, locale } = a;
        return { email, name, nameNative, title, office: office.code, locale, role, demo: true };
      });
      const hire = (title: string, role: string): EmployeePlan => {
        const { name, nameNative, slug } = personName(own, office.culture);
        let email = `${slug}@meridian.example`;
        for (let n = 2; taken.has(email); n++) email = `${slug}${n}@meridian.example`;
        taken.add(email);
        const locale = office.culture === 'mainland' ? 'zh-CN' : 'en';
        return { email, name, nameNative, title, office: office.code, locale, role, demo: false };
      };
      const leads = REGIONS.filter((r) => r.lead === office.code && !demo.some((d) => d.role === 'regional-manager'));
      const all = [
        ...demo,
        ...leads.map((region) => hire(`Regional manager ${region.name}`, 'regional-manager')),
        ...jobsAt(office).flatMap(([title, role, count]) => Array.from({ length: count }, () => hire(title, role))),
      ];
      const accountManagers = all.filter((e) => e.title === ACCOUNT_MANAGER);
      const agents = all.filter((e) => ['Service agent', 'Site engineer', 'Consultant'].includes(e.title));
      return [office.code, { office, accountManagers, agents, all }];
    }),
  );
}
