import {
  CHANNELS,
  LEVELS,
  PRIORITIES,
  SERVICE_LINES,
  type Channel,
  type Level,
  type Priority,
  type ServiceLine,
} from '#modules/vocabulary';
import { readOffice, readPlace, readSource, type MappedOffice, type MappedPlace } from './common-mapping.js';
import { DATE_FORMS, type DateForm } from './dates.js';
import { readSlaProposal, type SlaProposal } from './sla-mapping.js';
import { type Shape } from './shape.js';
import { columnsOfPieces } from './source.js';

/** Which column of the log says what. Null: the log does not say it. */
export interface IncidentColumns {
  /** The incident's number; its rows stand together. */
  readonly key: string;
  /** The state after this row. */
  readonly state: string;
  /** When the row was written. */
  readonly at: string;
  /** Counts the rows written within one minute. */
  readonly order: string;
  readonly openedAt: string;
  readonly contactType: string;
  readonly priority: string;
  readonly impact: string | null;
  readonly urgency: string | null;
  readonly caller: string | null;
  readonly location: string | null;
  readonly category: string | null;
  readonly subcategory: string | null;
}

/** What becomes of an incident log. */
export interface IncidentMapping {
  readonly kind: 'INCIDENTS';
  readonly source: string;
  readonly missing: readonly string[];
  readonly dates: DateForm;
  readonly columns: IncidentColumns;
  readonly office: MappedOffice;
  readonly customer: { readonly code: string; readonly name: string };
  readonly branches: MappedPlace;
  readonly serviceLine: ServiceLine;
  /** Root of the tree of contact types, with the prefix of the codes below it. */
  readonly contactTypes: { readonly code: string; readonly name: string };
  /** State of the source → key of the status it becomes. */
  readonly states: ReadonlyMap<string, string>;
  /** The first row in a state that is none of these counts as the first reply the customer sees. */
  readonly unansweredStates: readonly string[];
  readonly channels: ReadonlyMap<string, Channel>;
  readonly priorities: ReadonlyMap<string, Priority>;
  readonly levels: ReadonlyMap<string, Level>;
  readonly subject: readonly string[];
  /** Text of the note that a row becomes that moves and changes nothing; without pieces there is none. */
  readonly note: readonly string[];
  readonly sla: SlaProposal | null;
}

const TYPE_CODE = /^[A-Z0-9][A-Z0-9-]{0,19}$/;

export function readIncidentMapping(shape: Shape): IncidentMapping {
  const top = shape.object(
    ...(['kind', 'source', 'missing', 'dates', 'columns', 'office', 'customer', 'branches', 'serviceLine'] as const),
    ...([
      'contactTypes',
      'states',
      'firstReply',
      'channels',
      'priorities',
      'levels',
      'subject',
      'note',
      'sla',
    ] as const),
  );
  const customer = top.customer.object('code', 'name');
  const contactTypes = top.contactTypes.object('code', 'name');
  const states = top.states.dictionary((each) => each.text(60));
  return {
    kind: top.kind.oneOf(['INCIDENTS']),
    source: readSource(top.source),
    missing: top.missing.list((each) => each.text(20), 0),
    dates: top.dates.oneOf(DATE_FORMS),
    columns: readColumns(top.columns),
    office: readOffice(top.office),
    customer: { code: customer.code.text(40), name: customer.name.text() },
    branches: readPlace(top.branches),
    serviceLine: top.serviceLine.oneOf(SERVICE_LINES),
    contactTypes: {
      code: contactTypes.code.checked((checks, field, value) =>
        checks.pattern(field, value, TYPE_CODE, 'at most 20 capital letters, digits and hyphens'),
      ),
      name: contactTypes.name.text(120),
    },
    states,
    unansweredStates: readUnanswered(top.firstReply, states),
    channels: top.channels.dictionary((each) => each.oneOf(CHANNELS)),
    priorities: top.priorities.dictionary((each) => each.oneOf(PRIORITIES)),
    levels: top.levels.dictionary((each) => each.oneOf(LEVELS)),
    subject: readPieces(top.subject),
    note: top.note.absent ? [] : readPieces(top.note),
    sla: top.sla.absent ? null : readSlaProposal(top.sla),
  };
}

function readColumns(shape: Shape): IncidentColumns {
  const columns = shape.object(
    ...(['key', 'state', 'at', 'order', 'openedAt', 'contactType', 'priority'] as const),
    ...(['impact', 'urgency', 'caller', 'location', 'category', 'subcategory'] as const),
  );
  if (columns.category.absent && !columns.subcategory.absent) columns.subcategory.wrong('needs a category above it');
  return {
    key: columns.key.text(),
    state: columns.state.text(),
    at: columns.at.text(),
    order: columns.order.text(),
    openedAt: columns.openedAt.text(),
    contactType: columns.contactType.text(),
    priority: columns.priority.text(),
    impact: columns.impact.optionalText(),
    urgency: columns.urgency.optionalText(),
    caller: columns.caller.optionalText(),
    location: columns.location.optionalText(),
    category: columns.category.optionalText(),
    subcategory: columns.subcategory.optionalText(),
  };
}

function readUnanswered(shape: Shape, states: ReadonlyMap<string, string>): string[] {
  const { firstStateOtherThan } = shape.object('firstStateOtherThan');
  return firstStateOtherThan.list((each) => {
    const state = each.text(60);
    if (state !== '' && !states.has(state)) each.wrong(`"${state}" is not among the states`);
    return state;
  });
}

function readPieces(shape: Shape): string[] {
  return shape.list((each) => each.text());
}

/** All columns that the mapping reads. */
export function incidentColumns({ columns, subject, note }: IncidentMapping): string[] {
  const named = Object.values(columns).filter((name): name is string => name !== null);
  return [...named, ...columnsOfPieces(subject), ...columnsOfPieces(note)];
}
