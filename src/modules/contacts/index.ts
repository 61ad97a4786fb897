export { ContactsModule } from './contacts.module.js';
export { ContactsApi, type ContactFacts } from './contacts.api.js';
export { contactChanged, contactRecorded, type ContactEvent } from './contacts.events.js';
export { CONTACTS } from './contacts.permissions.js';
export { DIRECTIONS, type ContactDetails, type Direction, type RecordInBulk } from './domain/contact.js';
