import { Injectable } from '@nestjs/common';
import { lineOrNull, oneLine, Checks, err, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { canonicalZone } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, sql, type VersionCode } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { officePlaceChanged, officeZoneChanged } from '../identity.events.js';
import { CODE, CODE_FORM, LIMITS } from '../domain/limits.js';
import { IdentityPolicy } from './identity.policy.js';
import { saved } from './saved.js';

export interface RegionCommand {
  readonly code?: string;
  readonly name?: string;
  readonly nameNative?: string | null;
  readonly leadOfficeId?: string | null;
}

export interface OfficeCommand {
  readonly code?: string;
  readonly name?: string;
  readonly nameNative?: string | null;
  readonly regionId?: string;
  readonly country?: string;
  /** Part of the country, ISO 3166-2 without the country: `NSW`. */
  readonly subdivision?: string | null;
  readonly city?: string;
  readonly timeZone?: string;
  readonly currency?: string;
  readonly languages?: readonly string[];
  readonly active?: boolean;
}

export type OfficeCode = VersionCode | CheckCode | 'ALREADY_IN_USE' | 'REGION_NOT_FOUND' | 'OFFICE_NOT_FOUND';

const SUBDIVISION = /^[A-Z0-9]{1,3}$/;

const CONSTRAINTS = {
  region_code_key: err('ALREADY_IN_USE' as const, 'code'),
  office_code_key: err('ALREADY_IN_USE' as const, 'code'),
  office_region_fk: err('REGION_NOT_FOUND' as const, 'regionId'),
  region_lead_office_fk: err('OFFICE_NOT_FOUND' as const, 'leadOfficeId'),
};

/** Creates and changes regions and offices. A command without an id creates; with one it changes what is given. */
@Injectable()
export class ManageOffices {
  constructor(
    private readonly db: Database,
    private readonly policy: IdentityPolicy,
    private readonly outbox: Outbox,
  ) {}

  saveRegion(
    ctx: Ctx,
    cmd: RegionCommand,
    existing?: { id: string; version: number },
  ): Promise<Result<{ id: string }, OfficeCode>> {
    const checks = new Checks()
      .pattern('code', cmd.code, CODE, `${CODE_FORM}, such as HKG`)
      .text('nameNative', cmd.nameNative, { ...LIMITS.name, optional: true });
    if (!existing) checks.required('code', cmd.code);
    else checks.keepRequired(cmd, ['code']);
    if (!existing || cmd.name !== undefined) checks.text('name', cmd.name, LIMITS.name);
    const wrong = checks.err();
    if (wrong) return Promise.resolve(wrong);
    const row = {
      code: cmd.code,
      name: cmd.name?.trim(),
      name_native: cmd.nameNative,
      lead_office_id: cmd.leadOfficeId,
    };
    return this.save(ctx, 'identity.region', row, existing, () => this.policy.assertMayManageRegion(ctx, existing?.id));
  }

  saveOffice(
    ctx: Ctx,
    cmd: OfficeCommand,
    existing?: { id: string; version: number },
  ): Promise<Result<{ id: string }, OfficeCode>> {
    const checks = new Checks()
      .pattern('code', cmd.code, CODE, `${CODE_FORM}, such as HKG`)
      .text('nameNative', cmd.nameNative, { ...LIMITS.name, optional: true })
      .country('country', cmd.country)
      .pattern('subdivision', cmd.subdivision, SUBDIVISION, 'one to three capital letters and digits, such as NSW')
      .timeZone('timeZone', cmd.timeZone)
      .currency('currency', cmd.currency, systemClock.now().toISOString().slice(0, 10))
      .atMost('languages', cmd.languages, LIMITS.languages);
    cmd.languages?.forEach((l, i) =>
      checks.pattern(`languages.${i}`, l, /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a BCP 47 tag such as en or zh-Hant'),
    );
    if (!existing || cmd.name !== undefined) checks.text('name', cmd.name, LIMITS.name);
    if (!existing || cmd.city !== undefined) checks.text('city', cmd.city, LIMITS.city);
    if (!existing)
      for (const field of ['code', 'regionId', 'country', 'timeZone', 'currency', 'languages'] as const)
        checks.required(field, cmd[field]);
    else checks.keepRequired(cmd, ['code', 'regionId', 'country', 'timeZone', 'currency', 'languages', 'active']);
    const wrong = checks.err();
    if (wrong) return Promise.resolve(wrong);
    const row = {
      code: cmd.code,
      name: cmd.name === undefined ? undefined : oneLine(cmd.name),
      name_native: lineOrNull(cmd.nameNative),
      region_id: cmd.regionId,
      country: cmd.country,
      // A part of one country is none of another.
      subdivision: cmd.subdivision === undefined && cmd.country !== undefined && existing ? null : cmd.subdivision,
      city: cmd.city === undefined ? undefined : oneLine(cmd.city),
      time_zone: cmd.timeZone === undefined ? undefined : canonicalZone(cmd.timeZone),
      currency: cmd.currency,
      languages: cmd.languages,
      active: cmd.active,
    };
    return this.save(ctx, 'identity.office', row, existing, async () => {
      await this.policy.assertMayManageOffice(ctx, existing?.id, cmd.regionId);
      if (existing && row.time_zone !== undefined) await this.tellOfZone(ctx, existing.id, row.time_zone);
      if (existing && row.subdivision !== undefined) await this.tellOfPlace(ctx, existing.id, row);
    });
  }

  /** Of a change that comes to nothing nobody hears: what is told goes with it. */
  private async tellOfZone(ctx: Ctx, officeId: string, zone: string): Promise<void> {
    const moves = await this.db.maybeOne(
      sql`select id from identity.office where id = ${officeId} and time_zone <> ${zone} for update`,
    );
    if (moves) await this.outbox.add(ctx, officeZoneChanged, { officeId });
  }

  private async tellOfPlace(
    ctx: Ctx,
    officeId: string,
    { country, subdivision }: { country?: string; subdivision?: string | null },
  ): Promise<void> {
    const moves = await this.db.maybeOne(
      sql`select id from identity.office where id = ${officeId}
             and (subdivision is distinct from ${subdivision ?? null} or country <> coalesce(${country ?? null}, country)) for update`,
    );
    if (moves) await this.outbox.add(ctx, officePlaceChanged, { officeId });
  }

  private save(
    ctx: Ctx,
    table: string,
    row: Record<string, unknown>,
    existing: { id: string; version: number } | undefined,
    before: () => Promise<void>,
  ): Promise<Result<{ id: string }, OfficeCode>> {
    return this.db.transaction<{ id: string }, OfficeCode>(
      ctx,
      async () => {
        await before();
        if (!existing) {
          const id = uuidv7();
          await this.db.execute(insert(table, { id, ...row }));
          return ok({ id });
        }
        return saved(this.db, table, existing, assignments(row));
      },
      { constraints: CONSTRAINTS },
    );
  }
}
