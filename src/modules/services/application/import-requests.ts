import { Injectable } from '@nestjs/common';
import { Checks, err, errs, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { SERVICE_LINES } from '#modules/vocabulary';
import { type HistoricEvent, checkHistory } from '../domain/historic-event.js';
import { checkNewRequest } from '../domain/new-request.js';
import { EARLIEST, FUTURE_TOLERANCE_MS } from '../domain/request.js';
import { type AppendEvents, type Imported, type ImportRequest } from './import-commands.js';
import { ImportStore } from './import-store.js';
import { LifeCycles } from './life-cycles.js';
import { References, type KnownReferences, type Reference } from './references.js';
import { ServicesPolicy } from './services.policy.js';

/**
 * Takes requests over in bulk, by the rules of the live doors except that times are those of the source and moves need
 * not be those of the life cycle. Each fares on its own: those that cannot be taken say why, the others are written.
 */
@Injectable()
export class ImportRequests {
  constructor(
    private readonly references: References,
    private readonly lifeCycles: LifeCycles,
    private readonly policy: ServicesPolicy,
    private readonly store: ImportStore,
  ) {}

  async createMany(ctx: Ctx, requests: readonly ImportRequest[]): Promise<Imported[]> {
    this.policy.assertMayImport(ctx);
    const now = systemClock.now();
    const results = new Array<Imported | undefined>(requests.length);
    const refs = new Set<string>();
    requests.forEach((request, i) => (results[i] = this.check(request, refs, now)));
    const [known, { lifeCycles, matrix }] = await Promise.all([
      this.references.look(requests.flatMap((r, i) => (results[i] ? [] : referencesOf(r)))),
      this.lifeCycles.rules(SERVICE_LINES),
    ]);
    const drafts = requests.flatMap((request, i) => {
      if (results[i]) return [];
      const officeId = request.officeId ?? known.defaultOfficeId(request);
      const serviceLine = request.serviceLine ?? known.defaultServiceLine(request);
      const failures = referencesOf(request).flatMap((r) => known.failures({ ...r, serviceLine }, { current: false }));
      const lifeCycle = serviceLine && lifeCycles.get(serviceLine);
      if (failures.length > 0) results[i] = errs(failures);
      else if (!serviceLine || !officeId) results[i] = err('REQUIRED', officeId ? 'serviceLine' : 'officeId');
      else if (!lifeCycle) results[i] = err('NO_LIFE_CYCLE', 'serviceLine', { serviceLine });
      else return [{ index: i, request, officeId, lifeCycle, matrix }];
      return [];
    });
    const written = await this.store.createMany(ctx, drafts);
    drafts.forEach(({ index }, n) => (results[index] = written[n]));
    return results as Imported[];
  }

  async appendMany(ctx: Ctx, entries: readonly AppendEvents[]): Promise<Imported[]> {
    this.policy.assertMayImport(ctx);
    const now = systemClock.now();
    const held = await this.store.customersOf(entries.map((e) => e.requestId));
    const references = entries.flatMap(({ requestId, events }) => {
      const customerId = held.get(requestId);
      return customerId === undefined ? [] : eventReferences(customerId, events);
    });
    const known: KnownReferences = await this.references.look(references);
    const results = entries.map(({ requestId, events }): Imported | undefined => {
      const customerId = held.get(requestId);
      if (customerId === undefined) return err('NOT_FOUND', 'requestId');
      const wrong = checkHistory(events, now, new Checks()).err();
      if (wrong) return wrong;
      const failures = eventReferences(customerId, events).flatMap((r) => known.failures(r, { current: false }));
      return failures.length > 0 ? errs(failures) : undefined;
    });
    const good = entries.filter((_, i) => !results[i]);
    const written = await this.store.appendMany(ctx, good, await this.lifeCycles.rules(SERVICE_LINES));
    let n = 0;
    return results.map((result) => result ?? (written[n++] as Imported));
  }

  private check(request: ImportRequest, refs: Set<string>, now: Date): Imported | undefined {
    const { externalRef, createdAt, events = [] } = request;
    const checks = checkNewRequest(request)
      .text('externalRef', externalRef, { optional: true })
      .pattern('externalRef', externalRef || null, /^[^:]+:.+$/, 'source:key, such as crm:4711')
      .required('createdAt', createdAt)
      .instant('createdAt', createdAt, { from: EARLIEST, to: new Date(now.getTime() + FUTURE_TOLERANCE_MS) });
    const wrong = checkHistory(events, now, checks).err();
    if (wrong) return wrong;
    if (!externalRef) return undefined;
    if (refs.has(externalRef)) return err('DUPLICATE_ITEM', 'externalRef', { item: externalRef });
    refs.add(externalRef);
    return undefined;
  }
}

function referencesOf(request: ImportRequest): Reference[] {
  const { customerId, createdById, events = [] } = request;
  const own: Reference = {
    ...request,
    officeId: request.officeId ?? undefined,
    serviceLine: request.serviceLine ?? undefined,
    employeeIds: createdById == null ? [] : [createdById],
  };
  return [own, ...eventReferences(customerId, events)];
}

function eventReferences(customerId: string, events: readonly HistoricEvent[]): Reference[] {
  const references: Reference[] = [];
  const personIds = new Set<string>();
  const employeeIds = new Set<string>();
  for (const event of events) {
    if (event.actorId != null) employeeIds.add(event.actorId);
    if ('personId' in event && event.personId != null) personIds.add(event.personId);
    if (event.kind === 'ASSIGNED')
      references.push({ customerId, assigneeId: event.assigneeId, officeId: event.officeId });
    if (event.kind === 'CHANGED') references.push({ ...event.values, customerId });
  }
  if (personIds.size + employeeIds.size > 0)
    references.push({ customerId, personIds: [...personIds], employeeIds: [...employeeIds] });
  return references;
}
