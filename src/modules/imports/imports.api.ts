import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { RunImport, type ImportCommand, type ImportReport } from './application/run-import.js';

/** What others may ask of imports: the command line, and tests. */
@Injectable()
export class ImportsApi {
  constructor(private readonly importing: RunImport) {}

  /** Imports a file; the same command run again changes nothing. Throws an ImportError for what whoever started it can mend. */
  run(ctx: Ctx, cmd: ImportCommand): Promise<ImportReport> {
    return this.importing.run(ctx, cmd);
  }
}
