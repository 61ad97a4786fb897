import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesEvent } from '#platform/outbox';
import { officeZoneChanged } from '#modules/identity';
import { ManageCalendars } from '../application/manage-calendars.js';

@Injectable()
export class OfficeToldHandler {
  constructor(private readonly calendars: ManageCalendars) {}

  @HandlesEvent(officeZoneChanged, { handler: 'sla.follow-office-zone' })
  zoneChanged(ctx: Ctx, { officeId }: { readonly officeId: string }): Promise<void> {
    return this.calendars.followZone(ctx, officeId);
  }
}
