import { Module } from '@nestjs/common';
import { ContactsModule } from '#modules/contacts';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { AddNote } from './application/add-note.js';
import { AssignRequest } from './application/assign-request.js';
import { ChangeRequest } from './application/change-request.js';
import { ChangeStatus } from './application/change-status.js';
import { CreateRequest } from './application/create-request.js';
import { EnsureReferenceLifeCycles } from './application/ensure-reference-life-cycles.js';
import { ImportRequests } from './application/import-requests.js';
import { ImportStore } from './application/import-store.js';
import { LifeCycles } from './application/life-cycles.js';
import { RecordCustomerMessage } from './application/record-customer-message.js';
import { References } from './application/references.js';
import { ReplyToRequest } from './application/reply-to-request.js';
import { RequestDoors } from './application/request-doors.js';
import { RequestStore } from './application/request-store.js';
import { ServicesPolicy } from './application/services.policy.js';
import { ServicesQueries } from './application/services.queries.js';
import { Watchers, WatchRequest } from './application/watch-request.js';
import { WorkOnRequest } from './application/work-on-request.js';
import { ServicesApi } from './services.api.js';
import './services.events.js';
import './services.messages.js';
import './services.permissions.js';

const CHANGES = [
  AddNote,
  AssignRequest,
  ChangeRequest,
  ChangeStatus,
  CreateRequest,
  EnsureReferenceLifeCycles,
  ImportRequests,
  RecordCustomerMessage,
  ReplyToRequest,
  WatchRequest,
];
const READS = [LifeCycles, ServicesPolicy, ServicesQueries, ServicesApi];

@Module({
  imports: [IdentityModule, CustomersModule, ContactsModule],
  providers: [...CHANGES, ...READS, ImportStore, References, RequestDoors, RequestStore, Watchers, WorkOnRequest],
  exports: [...CHANGES, ...READS],
})
export class ServicesModule {}
