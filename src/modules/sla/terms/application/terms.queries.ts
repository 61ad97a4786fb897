import { Injectable } from '@nestjs/common';
import { and, Database, sql, type Sql } from '#platform/database';
import { type Terms, type TermsLevel, type TermsVersion } from '../terms.types.js';

const TERMS = sql`t.id, t.code, t.name, t.name_native as "nameNative", t.level, t.level_key as "levelKey",
  t.service_line as "serviceLine", t.contact_type_id as "contactTypeId", t.priority, t.version from sla.terms t`;
const VERSION = sql`v.id, v.terms_id as "termsId", v.number, v.status, v.basis, v.targets, v.warnings, v.escalations, v.credits,
  v.pausing_metrics as "pausingMetrics", v.effective_from as "effectiveFrom", v.effective_to as "effectiveTo",
  v.moves_open_at as "movesOpenAt", v.drafted_at as "draftedAt", v.published_at as "publishedAt",
  v.withdrawn_at as "withdrawnAt", v.version from sla.terms_version v`;

/** Reads of terms and their versions. */
@Injectable()
export class TermsQueries {
  constructor(private readonly db: Database) {}

  terms(ids: readonly string[]): Promise<Map<string, Terms>> {
    return this.byId(sql`select ${TERMS} where t.id = any(${ids}::uuid[])`);
  }

  async termsByCode(codes: readonly string[]): Promise<Map<string, Terms>> {
    const rows = await this.db.query<Terms>(sql`select ${TERMS} where t.code = any(${codes}::text[])`);
    return new Map(rows.map((r) => [r.code, r]));
  }

  listTerms(filter: {
    level?: TermsLevel | null;
    levelKey?: string | null;
    publishedOnly?: boolean | null;
  }): Promise<Terms[]> {
    const where = and([
      filter.level != null && sql`t.level = ${filter.level}`,
      filter.levelKey != null && sql`t.level_key = ${filter.levelKey}`,
      filter.publishedOnly === true &&
        sql`exists (select 1 from sla.terms_version v where v.terms_id = t.id and v.status = 'PUBLISHED')`,
    ]);
    return this.db.query(sql`select ${TERMS} where ${where} order by t.code`);
  }

  termsVersions(ids: readonly string[]): Promise<Map<string, TermsVersion>> {
    return this.byId(sql`select ${VERSION} where v.id = any(${ids}::uuid[])`);
  }

  /** All versions of the terms, newest first. */
  versionsOfTerms(termsIds: readonly string[]): Promise<TermsVersion[]> {
    return this.db.query(
      sql`select ${VERSION} where v.terms_id = any(${termsIds}::uuid[]) order by v.terms_id, v.number desc`,
    );
  }

  private async byId<T extends { id: string }>(statement: Sql): Promise<Map<string, T>> {
    const rows = await this.db.query<T>(statement);
    return new Map(rows.map((r) => [r.id, r]));
  }
}
