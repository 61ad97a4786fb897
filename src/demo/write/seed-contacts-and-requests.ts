import { ContactsApi } from '#modules/contacts';
import { ServicesApi, type HistoricEvent } from '#modules/services';
import { CONTACT_TYPES } from '../data/contact-types.js';
import { type ContactPlan } from '../plan/contacts.js';
import { type DemoPlan } from '../plan/index.js';
import { type LifeEvent } from '../plan/request-life.js';
import { idOf, inPages, made, type SeedContext } from './seed-context.js';

const CONTACTS_AT_ONCE = 1_000;
const REQUESTS_AT_ONCE = 500;

/** The tree of contact types, all contacts, and all service requests with what happened to them. */
export async function seedContactsAndRequests(seeding: SeedContext, { contacts, requests }: DemoPlan): Promise<void> {
  const { ctx } = seeding;
  const api = seeding.get(ContactsApi);
  const types = CONTACT_TYPES.map(([code, name, nameNative]) => {
    const dot = code.lastIndexOf('.');
    return { code, name, nameNative, parentCode: dot < 0 ? null : code.slice(0, dot) };
  });
  await inPages(
    types,
    types.length,
    (page) => api.createTypes(ctx, page),
    ({ code }, id) => seeding.contactTypes.set(code, id),
  );

  const contactIds = new Map<ContactPlan, string>();
  await inPages(
    contacts.map((plan) => ({ plan, command: contactCommand(seeding, plan) })),
    CONTACTS_AT_ONCE,
    (page) =>
      api.recordMany(
        ctx,
        page.map((p) => p.command),
      ),
    ({ plan }, id) => contactIds.set(plan, id),
  );

  const services = seeding.get(ServicesApi);
  made(await services.ensureReferenceLifeCycles(ctx), 'life cycles');
  const commands = requests.map((plan) => {
    const { job, requester, intake, type, channel, subject, description, impact, urgency, createdAt } = plan;
    return {
      ...{ channel, subject, description, impact, urgency, createdAt },
      customerId: idOf(seeding.customers, job.customer.code),
      branchId: job.branch === null ? null : idOf(seeding.branches, job.branch),
      jobId: idOf(seeding.jobs, job.code),
      requesterId: idOf(seeding.persons, requester.key),
      contactId: intake === null ? null : contactIds.get(intake),
      contactTypeId: idOf(seeding.contactTypes, type),
      officeId: idOf(seeding.offices, job.office.code),
      createdById: plan.createdBy === null ? null : idOf(seeding.employees, plan.createdBy),
      assigneeId: plan.assignee === null ? null : idOf(seeding.employees, plan.assignee),
      events: plan.events.map((event) => historic(seeding, event)),
    };
  });
  await inPages(
    commands,
    REQUESTS_AT_ONCE,
    (page) => services.createMany(ctx, page),
    () => undefined,
  );
}

function contactCommand(seeding: SeedContext, plan: ContactPlan) {
  const { channel, direction, subject, body, occurredAt, recordedAt, country, city, place } = plan;
  const { followUpOn, followUpNote, confidential } = plan;
  return {
    ...{ channel, direction, subject, body, occurredAt, recordedAt, country, city, place },
    ...{ followUpOn, followUpNote, confidential },
    customerId: idOf(seeding.customers, plan.customer.code),
    branchId: plan.branch === null ? null : idOf(seeding.branches, plan.branch),
    jobId: plan.job === null ? null : idOf(seeding.jobs, plan.job),
    personIds: plan.persons.map((key) => idOf(seeding.persons, key)),
    typeId: idOf(seeding.contactTypes, plan.type),
    recordedById: idOf(seeding.employees, plan.recordedBy),
  };
}

function historic(seeding: SeedContext, { at, kind, actor, person, body, status }: LifeEvent): HistoricEvent {
  const actorId = actor === null ? null : idOf(seeding.employees, actor);
  switch (kind) {
    case 'STATUS':
      return { at, actorId, kind, status: status ?? '' };
    case 'ASSIGNED':
      return { at, actorId, kind, assigneeId: actorId };
    default:
      return { at, actorId, kind, body, personId: person === null ? null : idOf(seeding.persons, person) };
  }
}
