export { IntakeModule } from './intake.module.js';
export { IntakeApi } from './intake.api.js';
export { INTAKE } from './intake.permissions.js';
export { type ImportCommand, type ImportProgress, type ImportReport } from './application/run-import.js';
export { ImportError } from './domain/import-error.js';
export { IMPORT_KINDS, type ImportKind } from './domain/import-kind.js';
