import { enumType } from '#platform/graphql';
import { type LedgerKind } from '../application/clock-store.js';

export const SlaLedgerKindEnum = enumType<LedgerKind>('SlaLedgerKind', 'Kind of an entry of the ledger.', {
  STARTED: 'It began to run.',
  PAUSED: 'It was paused.',
  RESUMED: 'It went on, after a pause or a reopening.',
  WARNED: 'Close to its due time, it came to a step at which people are warned.',
  BREACHED: 'It fell due without being stopped.',
  ESCALATED: 'It reached an escalation step while overdue.',
  WITHDRAWN: 'A replay proved a breach wrong.',
  STOPPED: 'It ended: in time, late or cancelled; see the state.',
  REPLAYED: 'Its terms, its calendar or its history changed; see the details.',
});
