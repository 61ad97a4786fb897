export { ImportsModule } from './imports.module.js';
export { ImportsApi } from './imports.api.js';
export { IMPORTS } from './imports.permissions.js';
export { type ImportCommand, type ImportProgress, type ImportReport } from './application/run-import.js';
export { ImportError } from './domain/import-error.js';
export { IMPORT_KINDS, type ImportKind } from './domain/import-kind.js';
