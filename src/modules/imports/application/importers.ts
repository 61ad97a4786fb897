import { Injectable } from '@nestjs/common';
import { incidentColumns } from '../domain/incident-mapping.js';
import { Columns } from '../domain/source.js';
import { ImportError } from '../domain/import-error.js';
import { type Importer } from './importer.js';
import { IncidentImports } from './incident-importer.js';
import { type Mapping } from './mappings.js';
import { RevenueImports } from './revenue-importer.js';

/** The importer for what a mapping describes. */
@Injectable()
export class Importers {
  constructor(
    private readonly incidents: IncidentImports,
    private readonly revenue: RevenueImports,
  ) {}

  /** Throws an ImportError when the file lacks columns that the mapping reads. */
  of(mapping: Mapping, header: readonly string[]): Importer<unknown> {
    const columns = new Columns(header, mapping.missing);
    const names = mapping.kind === 'INCIDENTS' ? incidentColumns(mapping) : Object.values(mapping.columns as object);
    const lacking = columns.lacking(names as string[]);
    if (lacking.length > 0)
      throw new ImportError(
        `The file lacks columns required by the mapping: ${lacking.join(', ')}. Its columns: ${header.join(', ')}.`,
      );
    return mapping.kind === 'INCIDENTS'
      ? (this.incidents.make(mapping, columns) as Importer<unknown>)
      : (this.revenue.make(mapping, columns) as Importer<unknown>);
  }
}
