import { isTimeZone } from '#kernel';
import { and, sql, type Sql } from '#platform/database';
import { ATTAINMENT_DIMENSIONS, type AttainmentDimension, type ReportKeys } from '../report.types.js';

interface Dimension {
  readonly key: keyof ReportKeys;
  /** `zone`: in which periods begin; `regions`: region by office, as JSON. */
  readonly of: (zone: string, regions: string) => Sql;
  /** Whether it is told by the evaluation of the request. */
  readonly evaluated?: true;
  /** Of its column; defaults to text. */
  readonly type?: 'uuid';
}

const period = (unit: 'day' | 'week' | 'month' | 'quarter' | 'year'): Dimension => ({
  key: 'period',
  of: (zone) => sql`to_char(date_trunc(${unit}, c.request_created_at at time zone ${zone}::text), 'YYYY-MM-DD')`,
});

export const DIMENSIONS: Readonly<Record<AttainmentDimension, Dimension>> = {
  PRIORITY: { key: 'priority', of: () => sql`c.priority` },
  CHANNEL: { key: 'channel', of: () => sql`c.channel` },
  DAY: period('day'),
  WEEK: period('week'),
  MONTH: period('month'),
  QUARTER: period('quarter'),
  YEAR: period('year'),
  METRIC: { key: 'metric', of: () => sql`c.metric` },
  OFFICE: { key: 'officeId', of: () => sql`c.office_id`, type: 'uuid' },
  REGION: { key: 'regionId', of: (_zone, regions) => sql`${regions}::jsonb ->> c.office_id::text` },
  SERVICE_LINE: { key: 'serviceLine', of: () => sql`c.service_line` },
  CONTACT_TYPE: { key: 'contactTypeId', of: () => sql`c.contact_type_id`, type: 'uuid' },
  CUSTOMER: { key: 'customerId', of: () => sql`c.customer_id`, type: 'uuid' },
  CUSTOMER_GROUP: {
    key: 'customerId',
    of: () => sql`j.customer_path[cardinality(j.customer_path)]`,
    evaluated: true,
    type: 'uuid',
  },
  TIER: { key: 'tier', of: () => sql`j.tier`, evaluated: true },
  TERMS: {
    key: 'termsId',
    of: () => sql`(select v.terms_id from sla.terms_version v where v.id = c.terms_version_id)`,
    type: 'uuid',
  },
};

/** The dimensions of a row of a report with their values, and the zone in which its periods begin. */
export interface RowKey {
  readonly zone: string;
  readonly values: readonly (readonly [dimension: AttainmentDimension, value: string | null])[];
}

/** A row's key as clients carry it. */
export function rowKeyOf(dimensions: readonly AttainmentDimension[], zone: string, row: ReportKeys): string {
  const values = dimensions.map((d) => [d, row[DIMENSIONS[d].key]]);
  return Buffer.from(JSON.stringify([zone, ...values])).toString('base64url');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Undefined for a text that no report gave. */
export function readRowKey(text: string): RowKey | undefined {
  try {
    const [zone, ...values] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof zone !== 'string' || !isTimeZone(zone) || values.length > ATTAINMENT_DIMENSIONS.length) return undefined;
    return values.every(isValue) ? { zone, values } : undefined;
  } catch {
    return undefined;
  }
}

function isValue(value: unknown): value is RowKey['values'][number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [dimension, given] = value as unknown[];
  const known = ATTAINMENT_DIMENSIONS.find((d) => d === dimension);
  if (known === undefined) return false;
  if (given === null) return true;
  return typeof given === 'string' && given.length <= 100 && (DIMENSIONS[known].type !== 'uuid' || UUID.test(given));
}

/** What is true of the clocks that a row counts, beside the report's own filter. */
export function rowCondition({ zone, values }: RowKey, regions: string): Sql {
  return and(
    values.map(([dimension, value]) => {
      const { of, evaluated, type } = DIMENSIONS[dimension];
      const column = of(zone, regions);
      const same =
        value === null
          ? sql`${column} is null`
          : type === 'uuid'
            ? sql`${column} = ${value}::uuid`
            : sql`${column} = ${value}::text`;
      return evaluated
        ? sql`exists (select 1 from sla.evaluation j where j.request_id = c.request_id and ${same})`
        : same;
    }),
  );
}
