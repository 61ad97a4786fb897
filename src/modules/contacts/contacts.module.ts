import { Module } from '@nestjs/common';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { CompleteFollowUp } from './application/complete-follow-up.js';
import { ContactChanges } from './application/contact-changes.js';
import { ContactPolicy } from './application/contact.policy.js';
import { ContactQueries } from './application/contact.queries.js';
import { ContactReferences } from './application/contact-references.js';
import { ContactTypeQueries } from './application/contact-type.queries.js';
import { CreateContactTypes } from './application/create-contact-types.js';
import { CreateContactType } from './application/create-contact-type.js';
import { RecordContact } from './application/record-contact.js';
import { RecordManyContacts } from './application/record-many-contacts.js';
import { UpdateContactType } from './application/update-contact-type.js';
import { UpdateContact } from './application/update-contact.js';
import { ContactsApi } from './contacts.api.js';
import './contacts.events.js';
import './contacts.messages.js';
import './contacts.open-work.js';
import './contacts.permissions.js';

const USE_CASES = [RecordContact, UpdateContact, CompleteFollowUp, CreateContactType, UpdateContactType];

@Module({
  imports: [IdentityModule, CustomersModule],
  providers: [
    ...USE_CASES,
    RecordManyContacts,
    CreateContactTypes,
    ContactReferences,
    ContactChanges,
    ContactPolicy,
    ContactQueries,
    ContactTypeQueries,
    ContactsApi,
  ],
  exports: [...USE_CASES, ContactPolicy, ContactQueries, ContactTypeQueries, ContactsApi],
})
export class ContactsModule {}
