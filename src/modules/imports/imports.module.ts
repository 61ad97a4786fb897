import { Module } from '@nestjs/common';
import { SessionLocks } from '#platform/jobs';
import { ContactsModule } from '#modules/contacts';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { PyramidModule } from '#modules/pyramid';
import { ServicesModule } from '#modules/services';
import { SlaModule } from '#modules/sla';
import { EnsureOffice } from './application/ensure-office.js';
import { EnsureTerms } from './application/ensure-terms.js';
import { Importers } from './application/importers.js';
import { IncidentImports } from './application/incident-importer.js';
import { IncidentImportTargets } from './application/incident-session.js';
import { ImportRunQueries } from './application/import-run.queries.js';
import { RatesImports } from './application/rates-importer.js';
import { RevenueImports } from './application/revenue-importer.js';
import { RunImport } from './application/run-import.js';
import { RunStore } from './application/run-store.js';
import { ImportBatch } from './application/import-batch.js';
import { ImportsApi } from './imports.api.js';
import './imports.messages.js';
import './imports.permissions.js';

@Module({
  imports: [IdentityModule, CustomersModule, ContactsModule, ServicesModule, PyramidModule, SlaModule],
  providers: [
    EnsureOffice,
    EnsureTerms,
    Importers,
    IncidentImportTargets,
    IncidentImports,
    ImportsApi,
    ImportRunQueries,
    RatesImports,
    RevenueImports,
    RunImport,
    RunStore,
    SessionLocks,
    ImportBatch,
  ],
  exports: [ImportsApi, ImportRunQueries],
})
export class ImportsModule {}
