export { ServicesModule } from './services.module.js';
export { ServicesApi } from './services.api.js';
export {
  type CreatedScope,
  type PeriodRequest,
  type RequestEvent,
  type RequestEventKind,
  type RequestFacts,
  type StatusMove,
} from './services.types.js';
export {
  requestChanged,
  requestCreated,
  requestMerged,
  type RequestChangedPayload,
  type RequestMergedPayload,
} from './services.events.js';
export { SERVICES } from './services.permissions.js';
export { type CreateRequestCommand } from './application/create-request.js';
export { type ReferenceCode } from './application/references.js';
export { type ImportRequest } from './application/import-commands.js';
export { type HistoricEvent } from './domain/historic-event.js';
export { type LifeCycle, type Status, type StatusCategory } from './domain/life-cycle.js';
export { type CarriedOver } from './domain/carried-clocks.js';
export { choosePriority, priorityOf } from './domain/priority.js';
