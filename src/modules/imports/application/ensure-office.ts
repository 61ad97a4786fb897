import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { messageOf } from '#platform/messages';
import { IdentityApi, OfficesApi } from '#modules/identity';
import { type FallbackOffice, type MappedOffice } from '../domain/common-mapping.js';
import { ImportError } from '../domain/import-error.js';

/** Finds the office that looks after what is imported. */
@Injectable()
export class EnsureOffice {
  constructor(
    private readonly identity: IdentityApi,
    private readonly offices: OfficesApi,
  ) {}

  /** The id of the office of that code; of the fallback, which is made if need be, while there is no other office. */
  async run(ctx: Ctx, { code, fallback }: MappedOffice): Promise<string> {
    const known = await this.identity.allOffices();
    const found = known.find((o) => o.code === code);
    if (found) return found.id;
    if (fallback && known.every((o) => o.code === fallback.code)) return known[0]?.id ?? this.make(ctx, fallback);
    throw new ImportError(
      `Office ${code} not found. Specify the responsible office: --office with one of ${known
        .map((o) => o.code)
        .join(', ')}.`,
    );
  }

  private async make(ctx: Ctx, { region, ...office }: FallbackOffice): Promise<string> {
    const { id: regionId } = must(await this.offices.createRegion(ctx, region), 'the region');
    return must(await this.offices.createOffice(ctx, { ...office, regionId }), 'the office').id;
  }
}

/** The value, or an ImportError with the reasons: what the mapping asks for must be valid. */
export function must<T>(result: Result<T>, what: string): T {
  if (result.ok) return result.value;
  const reasons = result.failures.map((f) => `${f.field === undefined ? '' : `${f.field}: `}${messageOf(f, 'en')}`);
  throw new ImportError(`The mapping contains invalid values for ${what}: ${reasons.join('; ')}`);
}
