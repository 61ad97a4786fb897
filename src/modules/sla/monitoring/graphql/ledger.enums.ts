import { enumType } from '#platform/graphql';
import { type LedgerKind } from '../application/clock-store.js';

export const SlaLedgerKindEnum = enumType<LedgerKind>('SlaLedgerKind', 'What the ledger says about a clock.', {
  STARTED: 'It began to run.',
  PAUSED: 'It began to stand still.',
  RESUMED: 'It went on, after a pause or a reopening.',
  WARNED: 'Close to its due time, it came to a step at which people are warned.',
  BREACHED: 'It fell due without being stopped.',
  ESCALATED: 'Overdue, it came to a step at which people are told.',
  WITHDRAWN: 'A replay proved a breach wrong.',
  STOPPED: 'It ended: in time, late or cancelled, as the state says.',
  REPLAYED: 'Its terms, its calendar or its past changed; the details say what moved.',
});
