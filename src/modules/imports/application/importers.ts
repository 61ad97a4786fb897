import { Injectable } from '@nestjs/common';
import { incidentColumns } from '../domain/incident-mapping.js';
import { Columns } from '../domain/source.js';
import { ImportError } from '../domain/import-error.js';
import { type Importer } from './importer.js';
import { IncidentImports } from './incident-importer.js';
import { type Mapping } from './mappings.js';
import { RatesImports } from './rates-importer.js';
import { ratesColumns } from '../domain/rates-mapping.js';
import { RevenueImports } from './revenue-importer.js';

/** The importer for what a mapping describes. */
@Injectable()
export class Importers {
  constructor(
    private readonly incidents: IncidentImports,
    private readonly revenue: RevenueImports,
    private readonly rates: RatesImports,
  ) {}

  /** Throws an ImportError when the file lacks columns that the mapping reads. */
  of(mapping: Mapping, header: readonly string[]): Importer<unknown> {
    const columns = new Columns(header, mapping.missing);
    const lacking = columns.lacking(namesOf(mapping));
    if (lacking.length > 0)
      throw new ImportError(
        `The file lacks columns required by the mapping: ${lacking.join(', ')}. Its columns: ${header.join(', ')}.`,
      );
    switch (mapping.kind) {
      case 'INCIDENTS':
        return this.incidents.make(mapping, columns) as Importer<unknown>;
      case 'REVENUE':
        return this.revenue.make(mapping, columns) as Importer<unknown>;
      case 'RATES':
        return this.rates.make(mapping, columns) as Importer<unknown>;
    }
  }
}

/** Columns that a mapping reads. */
function namesOf(mapping: Mapping): string[] {
  switch (mapping.kind) {
    case 'INCIDENTS':
      return [...incidentColumns(mapping)];
    case 'REVENUE':
      return Object.values(mapping.columns);
    case 'RATES':
      return ratesColumns(mapping);
  }
}
