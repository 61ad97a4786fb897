import { Injectable } from '@nestjs/common';
import { defineLoader, groupedInOrderOf, type LoaderDefinition } from '#platform/graphql';
import { Corrections } from '../application/corrections.js';
import { type CorrectedEntry, type Correction } from '../domain/correction.js';

/** Loaders of what was corrected about entries that the viewer sees. */
@Injectable()
export class CorrectionLoaders {
  constructor(private readonly corrections: Corrections) {}

  readonly ofReading = this.of('METER_READING');
  readonly ofVisit = this.of('VISIT');
  readonly ofLabour = this.of('LABOUR');
  readonly ofPartUse = this.of('PART_USE');
  readonly ofFinding = this.of('FINDING');

  private of(entry: CorrectedEntry): LoaderDefinition<string, Correction[]> {
    return defineLoader<Correction[]>(async (_ctx, ids) =>
      groupedInOrderOf(ids, await this.corrections.ofEntries(entry, ids), (c) => c.entryId),
    );
  }
}
