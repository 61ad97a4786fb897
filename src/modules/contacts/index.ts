export { ContactsModule } from './contacts.module.js';
export { ContactsApi, type ContactFacts } from './contacts.api.js';
export { contactChanged, contactRecorded, type ContactEvent } from './contacts.events.js';
export { type ContactTypeNode } from './application/contact-type.rows.js';
export { CONTACTS } from './contacts.permissions.js';
export {
  CHANNELS,
  DIRECTIONS,
  type Channel,
  type ContactDetails,
  type Direction,
  type RecordInBulk,
} from './domain/contact.js';
export { type RecordedContact, type RecordManyCode } from './application/record-many-contacts.js';
export { type CreateTypeInBulk, type CreatedType, type CreateTypesCode } from './application/create-contact-types.js';
export { RecordContact, type RecordContactCode } from './application/record-contact.js';
