import { Module } from '@nestjs/common';
import { ContactsModule } from '#modules/contacts';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { NotificationsModule } from '#modules/notifications';
import { AddNote } from './application/add-note.js';
import { ApplyChangedRules } from './application/apply-changed-rules.js';
import { AssignRequest } from './application/assign-request.js';
import { Attachments } from './application/attachments.js';
import { ChangeLifeCycle } from './application/change-life-cycle.js';
import { ChangePriorityMatrix } from './application/change-priority-matrix.js';
import { ChangeRequest } from './application/change-request.js';
import { ChangeStatus } from './application/change-status.js';
import { CompleteChildren } from './application/complete-children.js';
import { CreateRequest } from './application/create-request.js';
import { EnsureReferenceLifeCycles } from './application/ensure-reference-life-cycles.js';
import { SetParentRequest } from './application/set-parent-request.js';
import { ImportRequests } from './application/import-requests.js';
import { ImportStore } from './application/import-store.js';
import { LifeCycleStore } from './application/life-cycle-store.js';
import { LifeCycles } from './application/life-cycles.js';
import { LinkRequest } from './application/link-request.js';
import { Links } from './application/links.js';
import { MergeMoves } from './application/merge-moves.js';
import { MergeRequests } from './application/merge-requests.js';
import { PriorityMatrices } from './application/priority-matrices.js';
import { RecordCustomerMessage } from './application/record-customer-message.js';
import { References } from './application/references.js';
import { ReplyToRequest } from './application/reply-to-request.js';
import { RequestCommands } from './application/request-commands.js';
import { RequestEvents } from './application/request-events.js';
import { RequestFilters } from './application/request-filter.js';
import { RequestRules } from './application/request-rules.js';
import { RequestStore } from './application/request-store.js';
import { RequestTree } from './application/request-tree.js';
import { ServicesPolicy } from './application/services.policy.js';
import { ServicesQueries } from './application/services.queries.js';
import { SplitRequest } from './application/split-request.js';
import { TakeRequest } from './application/take-request.js';
import { NotifyWatchers } from './application/notify-watchers.js';
import { WatchRequest } from './application/watch-request.js';
import { Watchers } from './application/watchers.js';
import { WorkOnRequest } from './application/work-on-request.js';
import { ServicesApi } from './services.api.js';
import './life-cycle.messages.js';
import './services.events.js';
import './services.jobs.js';
import './services.messages.js';
import './services.notices.js';
import './services.open-work.js';
import './services.permissions.js';

const CHANGES = [
  AddNote,
  ApplyChangedRules,
  AssignRequest,
  Attachments,
  ChangeLifeCycle,
  ChangePriorityMatrix,
  ChangeRequest,
  ChangeStatus,
  CreateRequest,
  EnsureReferenceLifeCycles,
  SetParentRequest,
  ImportRequests,
  LinkRequest,
  MergeRequests,
  RecordCustomerMessage,
  ReplyToRequest,
  SplitRequest,
  TakeRequest,
  NotifyWatchers,
  WatchRequest,
];
const READS = [LifeCycles, LifeCycleStore, Links, PriorityMatrices, ServicesPolicy, ServicesQueries, ServicesApi];
const PARTS = [
  CompleteChildren,
  ImportStore,
  MergeMoves,
  References,
  RequestCommands,
  RequestEvents,
  RequestFilters,
  RequestRules,
  RequestStore,
  RequestTree,
  Watchers,
  WorkOnRequest,
];

@Module({
  imports: [IdentityModule, CustomersModule, ContactsModule, NotificationsModule],
  providers: [...CHANGES, ...READS, ...PARTS],
  exports: [...CHANGES, ...READS],
})
export class ServicesModule {}
