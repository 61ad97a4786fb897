import { enumType } from '#platform/graphql';
import { type Channel } from '#modules/vocabulary';
import { type Direction } from '../domain/contact.js';

export const ContactChannel = enumType<Channel>('ContactChannel', 'How we and the customer talked.', {
  PHONE: 'A telephone call.',
  EMAIL: 'E-mail.',
  WEB: 'A form on a web site.',
  CHAT: 'Live chat or a messenger.',
  VISIT: 'A visit on site.',
  MEETING: 'A meeting, in a room or by video.',
  PORTAL: 'The customer portal.',
  LETTER: 'A letter or fax.',
});

export const ContactDirection = enumType<Direction>('ContactDirection', 'Who began the contact.', {
  INBOUND: 'The customer turned to us.',
  OUTBOUND: 'We turned to the customer.',
});
