import { Injectable } from '@nestjs/common';
import { AddNote } from './add-note.js';
import { AssignRequest } from './assign-request.js';
import { ChangeStatus } from './change-status.js';
import { CreateRequest } from './create-request.js';
import { References } from './references.js';
import { ReplyToRequest } from './reply-to-request.js';

/** What other modules do to requests; the same doors as people's. */
@Injectable()
export class RequestCommands {
  constructor(
    readonly creating: CreateRequest,
    readonly replying: ReplyToRequest,
    readonly noting: AddNote,
    readonly moving: ChangeStatus,
    readonly assigning: AssignRequest,
    readonly references: References,
  ) {}
}
