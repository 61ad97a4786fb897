import { registerEnumType } from '@nestjs/graphql';
import { CHANNELS, DIRECTIONS, type Channel, type Direction } from '../domain/contact.js';
import { CONTACT_ORDER_FIELDS, type ContactOrder } from '../application/contact.queries.js';

/** What code-first GraphQL takes for an enum: every value under its own name. */
function enumOf<V extends string>(values: readonly V[]): { readonly [K in V]: K } {
  return Object.fromEntries(values.map((v) => [v, v])) as { readonly [K in V]: K };
}

export const ContactChannel = enumOf<Channel>(CHANNELS);
registerEnumType(ContactChannel, {
  name: 'ContactChannel',
  description: 'How we and the customer talked.',
  valuesMap: {
    PHONE: { description: 'A telephone call.' },
    EMAIL: { description: 'E-mail.' },
    WEB: { description: 'A form on a web site.' },
    CHAT: { description: 'Live chat or a messenger.' },
    VISIT: { description: 'Somebody went to see the other on site.' },
    MEETING: { description: 'A meeting, in a room or by video.' },
    PORTAL: { description: 'The customer portal.' },
    LETTER: { description: 'A letter or fax.' },
  },
});

export const ContactDirection = enumOf<Direction>(DIRECTIONS);
registerEnumType(ContactDirection, {
  name: 'ContactDirection',
  description: 'Who began the contact.',
  valuesMap: {
    INBOUND: { description: 'The customer turned to us.' },
    OUTBOUND: { description: 'We turned to the customer.' },
  },
});

export const ContactOrderField = enumOf<ContactOrder['field']>(CONTACT_ORDER_FIELDS);
registerEnumType(ContactOrderField, {
  name: 'ContactOrderField',
  description: 'What contacts can be ordered by.',
  valuesMap: {
    OCCURRED_AT: { description: 'When the contact took place.' },
    RECORDED_AT: { description: 'When it was recorded.' },
  },
});
