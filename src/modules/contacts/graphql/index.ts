export * from './contacts-graphql.module.js';
export { ContactChannel, ContactDirection } from './enums.js';
export { ContactsLoaders } from './loaders.js';
export { ContactRecordType, ContactTypeType } from './types.js';
