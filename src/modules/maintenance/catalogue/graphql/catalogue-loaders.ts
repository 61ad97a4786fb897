import { Injectable } from '@nestjs/common';
import { byId } from '#platform/graphql';
import { CatalogueQueries } from '../application/catalogue.queries.js';
import { type Checklist, type ChecklistVersion } from '../domain/checklist.js';
import { type Part } from '../domain/part.js';

/** Loaders of the catalogue. */
@Injectable()
export class CatalogueLoaders {
  constructor(private readonly queries: CatalogueQueries) {}

  readonly partById = byId<Part>((ids) => this.queries.partsByIds(ids));
  readonly checklistById = byId<Checklist>((ids) => this.queries.checklistsByIds(ids));
  readonly checklistVersionById = byId<ChecklistVersion>((ids) => this.queries.checklistVersions(ids));
}
