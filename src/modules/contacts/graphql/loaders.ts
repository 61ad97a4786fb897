import { Injectable } from '@nestjs/common';
import { type Wanted } from '#platform/database';
import { byId, defineLoader, groupedInOrderOf, pagesByParent } from '#platform/graphql';
import { ContactQueries, type Parent } from '../application/contact.queries.js';
import { ContactTypeQueries } from '../application/contact-type.queries.js';

/** Loaders of contacts, for this module's types and for those of others. */
@Injectable()
export class ContactsLoaders {
  constructor(
    private readonly queries: ContactQueries,
    private readonly types: ContactTypeQueries,
  ) {}

  /** The contact, or null when there is none or the viewer may not see it. */
  readonly contactById = byId((ids, ctx) => this.queries.byIds(ctx, ids));

  readonly contactTypeById = byId((ids) => this.types.byIds(ids));

  /** Ids of the people of a contact. */
  readonly peopleByContact = defineLoader(async (_ctx, ids) => {
    const groups = groupedInOrderOf(ids, await this.queries.peopleOf(ids), (p) => p.contactId);
    return groups.map((people) => people.map((p) => p.personId));
  });

  /** A page of the contacts of a parent. */
  readonly page = pagesByParent((ctx, ids, page, parent: Parent, wanted: Wanted) =>
    this.queries.listOf(ctx, parent, ids, page, wanted),
  );
}
