import { expect } from 'vitest';
import { fromGlobalId } from '#platform/graphql';
import { sql } from '#platform/database';
import { eventually } from '#testing';
import { type TestApp } from '#testing/app';

interface Counts {
  readonly subject: string;
  readonly contacts: number;
  readonly audited: number;
  readonly events: number;
}

/**
 * Every acknowledged contact is stored once, under the id that was told, audited once, has one event, and was heard
 * once by a live subscriber; and nothing else is there.
 */
export async function expectEachOnce(
  app: TestApp,
  acknowledged: ReadonlyMap<string, string>,
  heard: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = await app.db.query<Counts>(
    sql`select c.subject, count(*) as contacts,
               (select count(*) from platform.audit_entry a where a.row_id = any(array_agg(c.id))
                   and a.table_name = 'contacts.contact' and a.action = 'insert') as audited,
               (select count(*) from platform.outbox_event e where e.name = 'contacts.contact-recorded'
                   and (e.payload ->> 'contactId')::uuid = any(array_agg(c.id))) as events
          from contacts.contact c group by c.subject`,
  );
  const wrong = rows.filter((r) => r.contacts !== 1 || r.audited !== 1 || r.events !== 1);
  expect(wrong).toEqual([]);
  expect(new Set(rows.map((r) => r.subject))).toEqual(new Set(acknowledged.keys()));

  const ids = [...acknowledged.values()].map((id) => fromGlobalId(id)?.id);
  const stored = await app.db.one<{ n: number }>(
    sql`select count(*) as n from contacts.contact where id = any(${ids}::uuid[])`,
  );
  expect(stored.n).toBe(acknowledged.size);

  const unheard = () => [...acknowledged.keys()].filter((subject) => !heard.has(subject));
  await eventually(() => unheard().length === 0, 'everything was announced', 15_000).catch(() => undefined);
  expect({ unheard: unheard(), others: [...heard.keys()].filter((key) => !acknowledged.has(key)) }).toEqual({
    unheard: [],
    others: [],
  });
  expect([...heard].filter(([, times]) => times !== 1)).toEqual([]);
}
