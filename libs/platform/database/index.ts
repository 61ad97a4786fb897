export { Columns, type Wanted } from './columns.js';
export * from './database.js';
export * from './database.module.js';
export * from './drain.js';
export * from './migrate.js';
export * from './outage.js';
export * from './pool.js';
export {
  and,
  assignments,
  containing,
  empty,
  ident,
  insert,
  insertMany,
  join,
  sql,
  type Row,
  type Sql,
} from './sql.js';
export { lockVersion, updateVersioned, type VersionCode, type VersionedId } from './versioned.js';
