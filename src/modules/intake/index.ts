export { IntakeModule } from './intake.module.js';
export { INTAKE } from './intake.permissions.js';
export { ImportError } from './application/import-error.js';
export { RunImport, type ImportCommand, type ImportProgress, type ImportReport } from './application/run-import.js';
export { IMPORT_KINDS, type ImportKind } from './domain/import-kind.js';
