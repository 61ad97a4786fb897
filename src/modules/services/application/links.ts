import { Injectable } from '@nestjs/common';
import { uuidv7 } from '#kernel';
import { Database, ident, insert, sql } from '#platform/database';
import { type Link, type Relation } from '../domain/relation.js';

/** A request that another is tied to, and how. */
export interface LinkRow {
  readonly requestId: string;
  readonly relation: Relation;
  readonly otherId: string;
  readonly since: Date;
}

/** What else can be tied to a request. */
export type LinkedThing = 'contact' | 'job';
const THINGS = {
  contact: { table: 'services.linked_contact', column: 'contact_id', key: 'linked_contact_key' },
  job: { table: 'services.linked_job', column: 'job_id', key: 'linked_job_key' },
} as const;

/** Rows of what requests are tied to. Changes run in the caller's transaction. */
@Injectable()
export class Links {
  constructor(private readonly db: Database) {}

  /** Every link of each request, from both ends, the oldest first. */
  of(requestIds: readonly string[]): Promise<LinkRow[]> {
    return this.db.query<LinkRow & { id: string }>(
      sql`select l.from_id as "requestId", l.kind as relation, l.to_id as "otherId", l.since, l.id
            from services.request_link l where l.from_id = any(${requestIds}::uuid[])
          union all
          select l.to_id, case l.kind when 'DUPLICATE_OF' then 'DUPLICATED_BY' when 'CAUSED_BY' then 'CAUSED' else l.kind end,
                 l.from_id, l.since, l.id
            from services.request_link l where l.to_id = any(${requestIds}::uuid[])
          order by since, id`,
    );
  }

  async countOf(requestId: string): Promise<number> {
    const { n } = await this.db.one<{ n: number }>(
      sql`select (select count(*) from services.request_link l where l.from_id = ${requestId})
               + (select count(*) from services.request_link l where l.to_id = ${requestId})
               + (select count(*) from services.linked_contact c where c.request_id = ${requestId})
               + (select count(*) from services.linked_job j where j.request_id = ${requestId}) as n`,
    );
    return n;
  }

  /** Whether it is new. */
  async add({ fromId, toId, kind }: Link): Promise<boolean> {
    const row = { id: uuidv7(), from_id: fromId, to_id: toId, kind };
    const done = await this.db.execute(
      sql`${insert('services.request_link', row)} on conflict on constraint request_link_key do nothing`,
    );
    return done === 1;
  }

  /** Whether there was one. */
  async remove({ fromId, toId, kind }: Link): Promise<boolean> {
    const done = await this.db.execute(
      sql`delete from services.request_link where from_id = ${fromId} and to_id = ${toId} and kind = ${kind}`,
    );
    return done === 1;
  }

  /** Ids of the contacts or jobs tied to each request, the oldest tie first. */
  things(thing: LinkedThing, requestIds: readonly string[]): Promise<{ requestId: string; id: string }[]> {
    const { table, column } = THINGS[thing];
    return this.db.query(
      sql`select l.request_id as "requestId", l.${ident(column)} as id from ${ident(table)} l
           where l.request_id = any(${requestIds}::uuid[]) order by l.since, l.id`,
    );
  }

  async addThing(thing: LinkedThing, requestId: string, id: string): Promise<boolean> {
    const { table, column, key } = THINGS[thing];
    const done = await this.db.execute(
      sql`${insert(table, { id: uuidv7(), request_id: requestId, [column]: id })}
          on conflict on constraint ${ident(key)} do nothing`,
    );
    return done === 1;
  }

  async removeThing(thing: LinkedThing, requestId: string, id: string): Promise<boolean> {
    const { table, column } = THINGS[thing];
    const done = await this.db.execute(
      sql`delete from ${ident(table)} where request_id = ${requestId} and ${ident(column)} = ${id}`,
    );
    return done === 1;
  }

  /** Everything that one request is tied to is tied to another instead; what that has already, or is itself, falls away. */
  async moveAll(fromId: string, toId: string): Promise<void> {
    const links = await this.of([fromId]);
    await this.db.execute(sql`delete from services.request_link where from_id = ${fromId} or to_id = ${fromId}`);
    const others = links.filter(({ otherId }) => otherId !== toId);
    if (others.length > 0)
      await this.db.execute(
        sql`insert into services.request_link (id, from_id, to_id, kind, since)
            select n.id, case when n.relation = 'RELATES_TO' then least(n.near, n.far)
                              when n.relation in ('DUPLICATED_BY', 'CAUSED') then n.far else n.near end,
                   case when n.relation = 'RELATES_TO' then greatest(n.near, n.far)
                        when n.relation in ('DUPLICATED_BY', 'CAUSED') then n.near else n.far end,
                   case n.relation when 'DUPLICATED_BY' then 'DUPLICATE_OF' when 'CAUSED' then 'CAUSED_BY' else n.relation end,
                   n.since
              from unnest(${others.map(() => uuidv7())}::uuid[], ${others.map((l) => l.relation)}::text[],
                          ${others.map((l) => l.otherId)}::uuid[], ${others.map((l) => l.since)}::timestamptz[])
                     as o (id, relation, far, since),
                   lateral (select o.id, o.relation, o.far, o.since, ${toId}::uuid as near) n
            on conflict on constraint request_link_key do nothing`,
      );
    for (const { table, column, key } of Object.values(THINGS)) {
      const rows = await this.db.query<{ id: string; since: Date }>(
        sql`delete from ${ident(table)} where request_id = ${fromId} returning ${ident(column)} as id, since`,
      );
      if (rows.length === 0) continue;
      await this.db.execute(
        sql`insert into ${ident(table)} (id, request_id, ${ident(column)}, since)
            select * from unnest(${rows.map(() => uuidv7())}::uuid[], ${rows.map(() => toId)}::uuid[],
                                 ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.since)}::timestamptz[])
            on conflict on constraint ${ident(key)} do nothing`,
      );
    }
  }
}
