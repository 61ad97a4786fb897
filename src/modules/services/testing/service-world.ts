import { type TestApp } from '#testing/app';
import { contactWorld, type ContactWorld } from '#modules/contacts/testing';
import { CreateRequest, type CreateRequestCommand } from '../application/create-request.js';
import { type ImportRequest } from '../application/import-commands.js';
import { ServicesApi } from '../services.api.js';

/** Customers, contact types and life cycles: what service requests need around them. */
export interface ServiceWorld extends ContactWorld {
  /** The command of a maintenance request of the national company, with `more` on top. */
  command(more?: Partial<CreateRequestCommand>): CreateRequestCommand;
  /** Takes such a request down, as the system; returns its id. */
  request(more?: Partial<CreateRequestCommand>): Promise<string>;
  /** A request of another system, taken down there on 2 March 2026 at 09:00 UTC, with `more` on top. */
  imported(more?: Partial<ImportRequest>): ImportRequest;
}

/** Fills an empty test application. */
export async function serviceWorld(app: TestApp): Promise<ServiceWorld> {
  const world = await contactWorld(app);
  app.must(await app.get(ServicesApi).ensureReferenceLifeCycles(app.system()));
  const command = (more: Partial<CreateRequestCommand> = {}): CreateRequestCommand => ({
    customerId: world.nationalId,
    serviceLine: 'MAINTENANCE',
    channel: 'PHONE',
    subject: 'Lift 3 stands still',
    ...more,
  });
  return {
    ...world,
    command,
    request: async (more) => app.must(await app.get(CreateRequest).run(app.system(), command(more))).id,
    imported: (more) => ({ ...command(), createdAt: new Date('2026-03-02T09:00:00Z'), ...more }),
  };
}
