import { Injectable } from '@nestjs/common';
import { err, errs, ok, type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { IdentityApi } from '#modules/identity';
import { type ReferenceCode } from '#modules/services';
import { participantFailures, type AgendaItem, type Participant, type ParticipantCode } from '../domain/review.js';
import { ManagementPolicy } from '../../management.policy.js';
import { ReviewReferences } from './review-references.js';
import { type ReviewRow } from './review.rows.js';

/** Finds where a review belongs and who takes part in it. */
@Injectable()
export class ReviewLookups {
  constructor(
    private readonly references: ReviewReferences,
    private readonly identity: IdentityApi,
    private readonly policy: ManagementPolicy,
  ) {}

  /** The responsible office, which the actor must reach, and the zone in which the days of the period count. */
  async site(
    ctx: Ctx,
    cmd: {
      readonly customerId: string;
      readonly jobId?: string | null;
      readonly officeId?: string | null;
      readonly zone?: string | null;
      readonly chairId?: string | null;
    },
  ): Promise<Result<{ officeId: string; zone: string }, ReferenceCode | 'REQUIRED' | 'ZONE_UNKNOWN'>> {
    const { customerId, jobId, chairId } = cmd;
    const reference = { customerId, jobId, officeId: cmd.officeId, employees: { chairId } };
    const { failures, officeId } = await this.references.check(reference);
    if (failures.length > 0) return errs(failures);
    if (officeId === undefined) return err('REQUIRED', 'officeId');
    await this.policy.assertMay(ctx, 'management.manage-reviews', officeId);
    const zone = cmd.zone ?? (await this.identity.offices([officeId])).get(officeId)?.timeZone;
    return zone === undefined ? err('ZONE_UNKNOWN', 'zone') : ok({ officeId, zone });
  }

  /** What is wrong with those who lead, present and take part. */
  async people(
    { customerId }: Pick<ReviewRow, 'customerId'>,
    cmd: {
      readonly chairId?: string | null;
      readonly agenda?: readonly AgendaItem[];
      readonly participants?: readonly Participant[];
    },
  ): Promise<Failure<ReferenceCode | ParticipantCode>[]> {
    const malformed = participantFailures(cmd.participants);
    if (malformed.length > 0) return malformed;
    const employees: Record<string, string | null | undefined> = { chairId: cmd.chairId };
    const persons: Record<string, string | null | undefined> = {};
    cmd.agenda?.forEach(({ presenterId }, i) => (employees[`agenda.${i}.presenterId`] = presenterId));
    cmd.participants?.forEach(({ employeeId, personId }, i) => {
      employees[`participants.${i}.employeeId`] = employeeId;
      persons[`participants.${i}.personId`] = personId;
    });
    return (await this.references.check({ customerId, employees, persons })).failures;
  }
}
