import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesEvent } from '#platform/outbox';
import { officePlaceChanged, officeZoneChanged } from '#modules/identity';
import { EnsureOfficeCalendars } from '../application/office-calendars.js';
import { ManageCalendars } from '../application/manage-calendars.js';

@Injectable()
export class OfficeToldHandler {
  constructor(
    private readonly calendars: ManageCalendars,
    private readonly offices: EnsureOfficeCalendars,
  ) {}

  @HandlesEvent(officeZoneChanged, { handler: 'sla.follow-office-zone' })
  zoneChanged(ctx: Ctx, { officeId }: { readonly officeId: string }): Promise<void> {
    return this.calendars.followZone(ctx, officeId);
  }

  @HandlesEvent(officePlaceChanged, { handler: 'sla.follow-office-place' })
  async placeChanged(ctx: Ctx, { officeId }: { readonly officeId: string }): Promise<void> {
    await this.offices.followPlace(ctx, officeId);
  }
}
