import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Err } from '#kernel';
import { type Ctx } from '#platform/context';
import { ContactsApi } from '#modules/contacts';
import { CustomersApi } from '#modules/customers';
import { type HistoricEvent, type ImportRequest, ServicesApi } from '#modules/services';
import { type IncidentPlan, type IncidentValues } from '../domain/incident.js';
import { type IncidentMapping } from '../domain/incident-mapping.js';
import { must } from './ensure-office.js';
import { type Session, type ImportedBatch } from './importer.js';
import { KnownIds, type BatchIds } from './known-ids.js';

interface Ids {
  readonly branches: BatchIds;
  readonly persons: BatchIds;
  readonly types: BatchIds;
}

/** Through which everything goes. */
@Injectable()
export class IncidentImportTargets {
  constructor(
    readonly customers: CustomersApi,
    readonly contacts: ContactsApi,
    readonly services: ServicesApi,
  ) {}
}

/** The customer that everything belongs to, and the office that looks after it. */
export interface Owner {
  readonly customerId: string;
  readonly officeId: string;
}

type Typed = Pick<IncidentValues, 'category' | 'subcategory'>;

/** A code has a root of at most 20 characters and two words of at most this many. */
const MAX_WORD = 18;

/** Takes incidents, batch by batch, through the bulk doors of customers, contacts and services. */
export class IncidentSession implements Session<IncidentPlan> {
  private readonly branches = new KnownIds();
  private readonly persons = new KnownIds();
  private readonly types = new KnownIds();
  /** Persons and the branches they are known to be met at. */
  private readonly linked = new Set<string>();

  constructor(
    private readonly doors: IncidentImportTargets,
    private readonly mapping: IncidentMapping,
    private readonly owner: Owner,
  ) {}

  async take(ctx: Ctx, plans: readonly IncidentPlan[]): Promise<ImportedBatch> {
    const mentioned = plans.map(valuesOf);
    const branches = await this.ensureBranches(ctx, mentioned.flat());
    const ids: Ids = {
      branches,
      persons: await this.ensurePersons(ctx, mentioned.flat(), branches),
      types: await this.ensureTypes(ctx, mentioned.flat()),
    };
    const linked = await this.linkPersons(ctx, mentioned.flat(), ids);
    const failures: (Err | undefined)[] = mentioned.map((values) => this.missing(values, ids));
    const contacts = await this.recordContacts(ctx, plans, ids, failures);
    const requests = await this.createRequests(ctx, plans, ids, contacts.ids, failures);
    return {
      results: plans.map(
        (_, i) => failures[i] ?? { ok: true, changed: contacts.made.has(i) || requests.changed.has(i) },
      ),
      created: {
        branches: ids.branches.created.size,
        persons: ids.persons.created.size,
        contactTypes: ids.types.created.size,
        contacts: contacts.made.size,
        requests: requests.made,
        requestEvents: requests.events,
      },
      remember: () => {
        for (const known of Object.values(ids) as BatchIds[]) known.remember();
        for (const pair of linked) this.linked.add(pair);
      },
    };
  }

  private ensureBranches(ctx: Ctx, values: readonly IncidentValues[]): Promise<BatchIds> {
    const { branches, source } = this.mapping;
    const { customerId, officeId } = this.owner;
    return this.branches.ensure(
      values.map((v) => v.location),
      (locations) =>
        this.doors.customers.createBranches(
          ctx,
          locations.map((name) => ({ ...branches, customerId, officeId, name, externalRef: `${source}:${name}` })),
        ),
    );
  }

  /** A caller is met at every location that the incidents of the batch name for him. */
  private ensurePersons(ctx: Ctx, values: readonly IncidentValues[], branches: BatchIds): Promise<BatchIds> {
    const metAt = new Map<string, Set<string>>();
    for (const { caller, location } of values) {
      const branchId = branches.id(location);
      if (caller === null || branchId === null) continue;
      const places = metAt.get(caller);
      if (places) places.add(branchId);
      else metAt.set(caller, new Set([branchId]));
    }
    return this.persons.ensure(
      values.map((v) => v.caller),
      (callers) =>
        this.doors.customers.createPersons(
          ctx,
          callers.map((name) => ({
            name,
            customerId: this.owner.customerId,
            branchIds: [...(metAt.get(name) ?? [])],
            externalRef: `${this.mapping.source}:${name}`,
          })),
        ),
    );
  }

  /** A caller who was known before and calls from elsewhere is met there too. Gives the pairs that were dealt with. */
  private async linkPersons(
    ctx: Ctx,
    values: readonly IncidentValues[],
    { persons, branches }: Ids,
  ): Promise<string[]> {
    const pairs = new Map<string, { personId: string; branchId: string; fresh: boolean }>();
    for (const { caller, location } of values) {
      const [personId, branchId] = [persons.id(caller), branches.id(location)];
      if (caller === null || personId === null || branchId === null) continue;
      const pair = `${personId}/${branchId}`;
      if (!this.linked.has(pair)) pairs.set(pair, { personId, branchId, fresh: persons.created.has(caller) });
    }
    for (const { fresh, ...ends } of pairs.values())
      if (!fresh) must(await this.doors.customers.linkPerson(ctx, ends), 'linking');
    return [...pairs.keys()];
  }

  private ensureTypes(ctx: Ctx, values: readonly IncidentValues[]): Promise<BatchIds> {
    const nodes = new Map<string, { name: string; parentCode: string | null }>();
    const root = this.mapping.contactTypes;
    nodes.set(root.code, { name: root.name, parentCode: null });
    for (const { category, subcategory } of values) {
      if (category === null) continue;
      const code = this.typeCode({ category, subcategory: null });
      nodes.set(code, { name: category, parentCode: root.code });
      if (subcategory !== null)
        nodes.set(this.typeCode({ category, subcategory }), { name: subcategory, parentCode: code });
    }
    return this.types.ensure(nodes.keys(), (codes) =>
      this.doors.contacts.createTypes(
        ctx,
        codes.map((code) => ({ code, name: code, ...nodes.get(code) })),
      ),
    );
  }

  /** `SN`, `SN.CATEGORY-55` or `SN.CATEGORY-55.SUBCATEGORY-170`. */
  private typeCode({ category, subcategory }: Typed): string {
    const parts = [category, subcategory].filter((part): part is string => part !== null);
    return [this.mapping.contactTypes.code, ...parts.map(codeWord)].join('.');
  }

  private missing(values: readonly IncidentValues[], { branches, persons, types }: Ids): Err | undefined {
    for (const { location, caller, ...typed } of values) {
      const failure = branches.failure(location) ?? persons.failure(caller) ?? types.failure(this.typeCode(typed));
      if (failure) return failure;
    }
    return undefined;
  }

  private async recordContacts(
    ctx: Ctx,
    plans: readonly IncidentPlan[],
    ids: Ids,
    failures: (Err | undefined)[],
  ): Promise<{ ids: ReadonlyMap<number, string>; made: ReadonlySet<number> }> {
    const good = plans.map((plan, index) => ({ plan, index })).filter(({ index }) => !failures[index]);
    const results = await this.doors.contacts.recordMany(
      ctx,
      good.map(({ plan: { key, subject, createdAt, values } }) => {
        const personId = ids.persons.id(values.caller);
        return {
          ...this.owner,
          branchId: ids.branches.id(values.location),
          personIds: personId === null ? [] : [personId],
          typeId: ids.types.id(this.typeCode(values)) as string,
          channel: values.channel,
          direction: 'INBOUND',
          subject,
          occurredAt: createdAt,
          recordedAt: createdAt,
          externalRef: `${this.mapping.source}:${key}`,
        };
      }),
    );
    const contactIds = new Map<number, string>();
    const made = new Set<number>();
    good.forEach(({ index }, n) => {
      const result = results[n];
      if (!result?.ok) failures[index] = result;
      else {
        contactIds.set(index, result.value.id);
        if (result.value.created) made.add(index);
      }
    });
    return { ids: contactIds, made };
  }

  private async createRequests(
    ctx: Ctx,
    plans: readonly IncidentPlan[],
    ids: Ids,
    contactIds: ReadonlyMap<number, string>,
    failures: (Err | undefined)[],
  ): Promise<{ made: number; events: number; changed: ReadonlySet<number> }> {
    const good = plans.map((plan, index) => ({ plan, index })).filter(({ index }) => !failures[index]);
    const results = await this.doors.services.createMany(
      ctx,
      good.map(({ plan, index }) => this.requestOf(plan, ids, contactIds.get(index) ?? null)),
    );
    let [made, events] = [0, 0];
    const changed = new Set<number>();
    good.forEach(({ index }, n) => {
      const result = results[n];
      if (!result?.ok) failures[index] = result;
      else {
        if (result.value.created) made++;
        events += result.value.addedEvents;
        if (result.value.created || result.value.addedEvents > 0) changed.add(index);
      }
    });
    return { made, events, changed };
  }

  private requestOf(
    { key, subject, createdAt, values, events }: IncidentPlan,
    ids: Ids,
    contactId: string | null,
  ): ImportRequest {
    return {
      ...this.owner,
      ...this.requestValues(values, ids),
      contactId,
      serviceLine: this.mapping.serviceLine,
      subject,
      externalRef: `${this.mapping.source}:${key}`,
      createdAt,
      events: events.map((event): HistoricEvent => {
        if (event.kind !== 'CHANGED') return event;
        return { kind: 'CHANGED', at: event.at, values: this.requestValues(event.values, ids) };
      }),
    };
  }

  private requestValues(values: IncidentValues, { branches, persons, types }: Ids) {
    const { priority, channel, impact, urgency, location, caller } = values;
    return {
      priority,
      channel,
      impact,
      urgency,
      branchId: branches.id(location),
      requesterId: persons.id(caller),
      contactTypeId: types.id(this.typeCode(values)),
    };
  }
}

/** A word for a code; where something had to be left out, a part of its digest keeps it apart from its like. */
function codeWord(name: string): string {
  const word = name.toUpperCase().replace(/[^A-Z0-9_-]+/g, '-');
  if (word.length <= MAX_WORD && /^[A-Za-z0-9 _-]+$/.test(name)) return word;
  return `${word.slice(0, MAX_WORD - 9)}-${createHash('sha1').update(name).digest('hex').slice(0, 8).toUpperCase()}`;
}

/** As it was opened, and as it was after each change. */
function valuesOf({ values, events }: IncidentPlan): IncidentValues[] {
  return [values, ...events.flatMap((event) => (event.kind === 'CHANGED' ? [event.values] : []))];
}
