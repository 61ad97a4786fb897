import { Injectable } from '@nestjs/common';
import { and, containing, Database, sql } from '#platform/database';
import { type Connection, type PageRequest } from '#platform/paging';
import { byIds, listOf, type ListKind } from '../../basics/application/lists.js';
import { type Checklist, type ChecklistVersion } from '../domain/checklist.js';
import { type Part } from '../domain/part.js';
import { PART_COLUMNS } from './catalogue.rows.js';

const PARTS: ListKind<Part> = {
  columns: PART_COLUMNS,
  from: sql`maintenance.part p`,
  order: { list: 'parts', direction: 'ASC', keys: [{ column: sql`p.code`, type: 'text', value: (p) => p.code }] },
};
const CHECKLISTS: ListKind<Checklist> = {
  columns: sql`c.id, c.code, c.name, c.name_native as "nameNative", c.active, c.version, v.id as "versionId", v.number, v.items`,
  from: sql`maintenance.checklist c join lateral (
    select x.* from maintenance.checklist_version x where x.checklist_id = c.id order by x.number desc limit 1) v on true`,
  order: { list: 'checklists', direction: 'ASC', keys: [{ column: sql`c.code`, type: 'text', value: (c) => c.code }] },
};

/** Reads of the catalogue: parts and checklists. */
@Injectable()
export class CatalogueQueries {
  constructor(private readonly db: Database) {}

  parts(
    text: string | null | undefined,
    active: boolean | null | undefined,
    page: PageRequest,
  ): Promise<Connection<Part>> {
    const wanted = text?.trim().toLowerCase() ?? '';
    const where = and([
      wanted !== '' && sql`p.search like ${containing(wanted)}`,
      active != null && sql`p.active = ${active}`,
    ]);
    return listOf(this.db, PARTS, where, page);
  }

  partsByIds(ids: readonly string[]): Promise<Map<string, Part>> {
    return byIds<Part>(this.db, sql`select ${PART_COLUMNS} from maintenance.part p where p.id = any(${ids}::uuid[])`);
  }

  checklists(active: boolean | null | undefined, page: PageRequest): Promise<Connection<Checklist>> {
    return listOf(this.db, CHECKLISTS, and([active != null && sql`c.active = ${active}`]), page);
  }

  checklistsByIds(ids: readonly string[]): Promise<Map<string, Checklist>> {
    return byIds<Checklist>(
      this.db,
      sql`select ${CHECKLISTS.columns} from ${CHECKLISTS.from} where c.id = any(${ids}::uuid[])`,
    );
  }

  checklistVersions(ids: readonly string[]): Promise<Map<string, ChecklistVersion>> {
    return byIds<ChecklistVersion>(
      this.db,
      sql`select v.id, v.checklist_id as "checklistId", v.number, v.items, v.recorded_at as "recordedAt"
            from maintenance.checklist_version v where v.id = any(${ids}::uuid[])`,
    );
  }
}
