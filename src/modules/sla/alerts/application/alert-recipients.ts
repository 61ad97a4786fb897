import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { ServicesApi, type RequestFacts } from '#modules/services';
import { type Recipient, type RoleReach } from '../../terms/domain/terms-content.js';

/** Whom to tell of a step of a request's clock. */
export interface Addressing {
  readonly request: RequestFacts;
  readonly recipients: readonly Recipient[];
}

export interface Reached {
  /** Ids of active employees, each once; empty when the step reaches nobody. */
  readonly employeeIds: readonly string[];
  /** Whether none of the step's own recipients is there, so that those who stand in for them are told. */
  readonly fallback: boolean;
}

/** Everything that recipients are looked up in, for all requests of a batch. */
interface Directory {
  readonly teams: ReadonlyMap<string, readonly string[]>;
  readonly watchers: ReadonlyMap<string, readonly string[]>;
  readonly managers: ReadonlyMap<string, string>;
  /** Lead office of the region of an office. */
  readonly leads: ReadonlyMap<string, string>;
  /** `role/office` → holders; `role/` → all of them. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
}

const NOBODY: readonly string[] = [];

/**
 * Who the recipients of steps are at this moment: people who have left are passed over. A step that reaches nobody
 * reaches those who stand in: the holders of a role (a setting) in the serving office, or else in the lead office of its
 * region. A fixed number of statements, however many steps.
 */
@Injectable()
export class AlertRecipients {
  private readonly fallbackRole: string;

  constructor(
    private readonly identity: IdentityApi,
    private readonly customers: CustomersApi,
    private readonly services: ServicesApi,
    @Inject(CONFIG) config: Config,
  ) {
    this.fallbackRole = config.notifications.FALLBACK_ROLE;
  }

  /** In the order of what is asked. */
  async of(asked: readonly Addressing[]): Promise<Reached[]> {
    if (asked.length === 0) return [];
    const directory = await this.directory(asked);
    const named = asked.map(({ request, recipients }) => recipients.flatMap((r) => find(r, request, directory)));
    const employees = await this.identity.employees([...new Set(named.flat())]);
    const own = named.map((ids) => [...new Set(ids)].filter((id) => employees.get(id)?.active));
    const lost = asked.filter((_, i) => own[i]?.length === 0).map(({ request }) => request.officeId);
    const standIns =
      lost.length > 0
        ? await this.identity.standIns(this.fallbackRole, [...new Set(lost)])
        : new Map<string, string[]>();
    return asked.map(({ request }, i) => {
      const fallback = own[i]?.length === 0;
      return { employeeIds: (fallback ? standIns.get(request.officeId) : own[i]) ?? NOBODY, fallback };
    });
  }

  private async directory(asked: readonly Addressing[]): Promise<Directory> {
    const requests = [...new Map(asked.map(({ request }) => [request.id, request])).values()];
    const wanted = (kind: Recipient['kind']): RequestFacts[] => [
      ...new Set(asked.filter((a) => a.recipients.some((r) => r.kind === kind)).map((a) => a.request)),
    ];
    const teamIds = [...new Set(wanted('TEAM').flatMap((r) => r.teamId ?? []))];
    const watched = wanted('WATCHERS').map((r) => r.id);
    const managed = [...new Set(wanted('ACCOUNT_MANAGER').map((r) => r.customerId))];
    const roles = new Set(asked.flatMap((a) => a.recipients.flatMap((r) => (r.kind === 'ROLE' ? r.role : []))));
    const teams = teamIds.length > 0 ? await this.identity.membersOfTeams(teamIds) : new Map<string, string[]>();
    const watchers = watched.length > 0 ? await this.services.watchers(watched) : new Map<string, string[]>();
    const customers = managed.length > 0 ? [...(await this.customers.customers(managed)).values()] : [];
    return {
      teams,
      watchers,
      managers: new Map(customers.flatMap((c) => (c.accountManagerId ? [[c.id, c.accountManagerId] as const] : []))),
      leads: await this.leadsOf([...new Set(requests.map((r) => r.officeId))]),
      holders: await this.holders([...roles]),
    };
  }

  private async leadsOf(officeIds: readonly string[]): Promise<Map<string, string>> {
    const offices = await this.identity.offices(officeIds);
    const regions = await this.identity.regions([...new Set([...offices.values()].map((o) => o.regionId))]);
    return new Map(
      [...offices.values()].flatMap(({ id, regionId }) => {
        const lead = regions.get(regionId)?.leadOfficeId;
        return lead ? [[id, lead] as const] : [];
      }),
    );
  }

  private async holders(roles: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    const add = (key: string, id: string): void => void found.set(key, [...(found.get(key) ?? []), id]);
    for (const { role, officeId, employeeId } of await this.identity.holdersOfRoles(roles, null)) {
      add(`${role}/${officeId}`, employeeId);
      add(`${role}/`, employeeId);
    }
    return found;
  }
}

function find(recipient: Recipient, request: RequestFacts, directory: Directory): readonly string[] {
  switch (recipient.kind) {
    case 'ASSIGNEE':
      return request.assigneeId === null ? NOBODY : [request.assigneeId];
    case 'TEAM':
      return (request.teamId !== null && directory.teams.get(request.teamId)) || NOBODY;
    case 'WATCHERS':
      return directory.watchers.get(request.id) ?? NOBODY;
    case 'ACCOUNT_MANAGER': {
      const manager = directory.managers.get(request.customerId);
      return manager === undefined ? NOBODY : [manager];
    }
    case 'ROLE':
      return holdersIn(recipient.role, recipient.of, request.officeId, directory);
    case 'EMPLOYEE':
      return [recipient.employeeId];
  }
}

function holdersIn(role: string, of: RoleReach, officeId: string, { holders, leads }: Directory): readonly string[] {
  const office = of === 'FIRM' ? '' : of === 'OFFICE' ? officeId : leads.get(officeId);
  return (office !== undefined && holders.get(`${role}/${office}`)) || NOBODY;
}
