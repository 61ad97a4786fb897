import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { type Wanted } from '#platform/database';
import { byId, defineLoader, groupedInOrderOf, load, type LoaderDefinition } from '#platform/graphql';
import { type Connection, type PageRequest } from '#platform/paging';
import { ContactQueries, type Parent } from '../application/contact.queries.js';
import { ContactTypeQueries } from '../application/contact-type.queries.js';
import { type ContactRow } from '../application/contact.rows.js';

const UUID_LENGTH = 36;

/** Loaders of contacts, for this module's types and for those of others. */
@Injectable()
export class ContactsLoaders {
  private readonly pages: Readonly<Record<Parent, LoaderDefinition<string, Connection<ContactRow>>>>;
  private readonly counts: Readonly<Record<Parent, LoaderDefinition<string, number>>>;

  constructor(
    private readonly queries: ContactQueries,
    private readonly types: ContactTypeQueries,
  ) {
    const count = (parent: Parent) => defineLoader((ctx, ids) => queries.countOf(ctx, parent, ids));
    this.counts = { customer: count('customer'), branch: count('branch'), job: count('job'), person: count('person') };
    const page = (parent: Parent) => defineLoader((ctx, keys) => this.pagesOf(ctx, parent, keys));
    this.pages = { customer: page('customer'), branch: page('branch'), job: page('job'), person: page('person') };
  }

  /** The contact, or null when there is none or the viewer may not see it. */
  readonly contactById = byId((ids, ctx) => this.queries.byIds(ctx, ids));

  readonly contactTypeById = byId((ids) => this.types.byIds(ids));

  /** Ids of the people of a contact. */
  readonly peopleByContact = defineLoader(async (_ctx, ids) => {
    const groups = groupedInOrderOf(ids, await this.queries.peopleOf(ids), (p) => p.contactId);
    return groups.map((people) => people.map((p) => p.personId));
  });

  /** A page of the contacts of a parent; the same page of many parents takes one statement. */
  page(
    ctx: Ctx,
    parent: Parent,
    id: string,
    { first, after, last, before }: PageRequest,
    wanted: Wanted = null,
  ): Promise<Connection<ContactRow>> {
    const fields = wanted && [...wanted];
    return load(ctx, this.pages[parent], id + JSON.stringify([first, after, last, before, fields]));
  }

  private async pagesOf(ctx: Ctx, parent: Parent, keys: readonly string[]): Promise<Connection<ContactRow>[]> {
    const byPage = new Map<string, string[]>();
    for (const key of keys) {
      const page = key.slice(UUID_LENGTH);
      const ids = byPage.get(page);
      if (ids) ids.push(key.slice(0, UUID_LENGTH));
      else byPage.set(page, [key.slice(0, UUID_LENGTH)]);
    }
    const found = new Map<string, Connection<ContactRow>>();
    for (const [page, ids] of byPage) {
      const [first, after, last, before, fields] = JSON.parse(page) as (never | null)[];
      const wanted = fields && new Set<string>(fields);
      const count = (id: string): Promise<number> => load(ctx, this.counts[parent], id);
      const lists = await this.queries.listOf(ctx, parent, ids, { first, after, last, before }, count, wanted);
      lists.forEach((list, i) => found.set(`${ids[i]}${page}`, list));
    }
    return keys.map((key) => found.get(key) as Connection<ContactRow>);
  }
}
