import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, errs, ok, type CheckCode, type Failure, type Result } from '#kernel';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { ServicesApi, type ReferenceCode } from '#modules/services';
import { SlaApi } from '#modules/sla';
import { checkDuty, type DutyValues } from '../domain/duty.js';
import { PLACEHOLDERS, unknownPlaceholders } from '../domain/templates.js';
import { checkedRule, type RecurrenceCode } from '../../recurrence/application/check-recurrence.js';

export type DutyCode =
  CheckCode | ReferenceCode | RecurrenceCode | 'CALENDAR_NOT_FOUND' | 'UNKNOWN_PLACEHOLDER' | 'ZONE_UNKNOWN';

/** What a duty shall be; what is left out is worked out. */
export type DutyInput = Partial<Omit<DutyValues, 'subject' | 'rule' | 'startsOn' | 'localTime'>> &
  Pick<DutyValues, 'subject' | 'rule' | 'startsOn' | 'localTime'>;

/** Fields that say when a duty recurs. */
export const RECURRENCE = ['rule', 'startsOn', 'localTime', 'zone', 'endsOn'] as const;

/** Completes and checks what is decided about a duty; the requests it will open are checked by the rules of requests. */
@Injectable()
export class DutyChecks {
  constructor(
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
    private readonly sla: SlaApi,
  ) {}

  /** `from`: a rule other than the known one has to give something from that instant (epoch ms) on. */
  async complete(
    customerId: string,
    input: DutyInput,
    from: number,
    known?: DutyValues,
  ): Promise<Result<DutyValues, DutyCode>> {
    const checks = checkDuty(input, new Checks());
    const wrong = checks.required('startsOn', input.startsOn).required('localTime', input.localTime).err();
    if (wrong) return wrong;
    const failures: Failure<DutyCode>[] = [...placeholderFailures(input)];
    const { branchId = null, jobId = null, contactTypeId = null, assigneeId = null, teamId = null } = input;
    const { failures: missing, officeId } = await this.services.checkReferences({
      ...{ customerId, branchId, jobId, contactTypeId, assigneeId, teamId },
      officeId: input.officeId ?? undefined,
      serviceLine: 'MANAGEMENT',
    });
    failures.push(...missing);
    const calendarId = input.calendarId ?? null;
    if (calendarId !== null && !(await this.sla.calendars([calendarId])).has(calendarId))
      failures.push({ code: 'CALENDAR_NOT_FOUND', field: 'calendarId' });
    if (failures.length > 0) return errs(failures);
    if (officeId === undefined) return err('REQUIRED', 'officeId');
    const zone = input.zone ?? (await this.zoneOf(branchId, officeId));
    if (zone === undefined) return err('ZONE_UNKNOWN', 'zone');
    const values: DutyValues = {
      ...{ branchId, jobId, contactTypeId, assigneeId, teamId, officeId, calendarId, zone },
      subject: input.subject.trim(),
      description: blankToNull(input.description) ?? null,
      priority: input.priority ?? 'MODERATE',
      ...{ rule: input.rule, startsOn: input.startsOn, localTime: input.localTime, endsOn: input.endsOn ?? null },
      leadSeconds: input.leadSeconds ?? 0,
      catchUp: input.catchUp ?? 'ALL',
      holidays: input.holidays ?? 'IGNORE',
    };
    // What recurs as it did is not asked for more: its last occurrence may be the one that waits.
    if (known && RECURRENCE.every((field) => values[field] === known[field])) return ok(values);
    const rule = checkedRule(values, from);
    return rule.ok ? ok({ ...values, rule: rule.value }) : rule;
  }

  /** The site's zone: that of the branch, else of the office. */
  async zoneOf(branchId: string | null, officeId: string): Promise<string | undefined> {
    const branch = branchId === null ? undefined : (await this.customers.branches([branchId])).get(branchId);
    return branch?.timeZone ?? (await this.identity.offices([officeId])).get(officeId)?.timeZone;
  }
}

function placeholderFailures(input: Pick<DutyInput, 'subject' | 'description'>): Failure<'UNKNOWN_PLACEHOLDER'>[] {
  return (['subject', 'description'] as const).flatMap((field) =>
    unknownPlaceholders(input[field] ?? '').map((name) => ({
      code: 'UNKNOWN_PLACEHOLDER' as const,
      field,
      params: { name: `{${name.slice(0, 40)}}`, known: PLACEHOLDERS.map((p) => `{${p}}`).join(', ') },
    })),
  );
}
