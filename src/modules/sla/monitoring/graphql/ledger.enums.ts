import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../../engine/graphql/clock.enums.js';

export const LEDGER_KINDS = [
  'STARTED',
  'PAUSED',
  'RESUMED',
  'WARNED',
  'BREACHED',
  'ESCALATED',
  'WITHDRAWN',
  'STOPPED',
  'REPLAYED',
] as const;
export const SlaLedgerKindEnum = enumOf(LEDGER_KINDS);
registerEnumType(SlaLedgerKindEnum, {
  name: 'SlaLedgerKind',
  description: 'What the ledger says about a clock.',
  valuesMap: {
    STARTED: { description: 'It began to run.' },
    PAUSED: { description: 'It began to stand still.' },
    RESUMED: { description: 'It went on, after a pause or a reopening.' },
    WARNED: { description: 'Close to its due time, it came to a step at which people are warned.' },
    BREACHED: { description: 'It fell due without being stopped.' },
    ESCALATED: { description: 'Overdue, it came to a step at which people are told.' },
    WITHDRAWN: { description: 'A replay proved a breach wrong.' },
    STOPPED: { description: 'It ended: in time, late or cancelled, as the state says.' },
    REPLAYED: { description: 'Its terms, its calendar or its past changed; the details say what moved.' },
  },
});
