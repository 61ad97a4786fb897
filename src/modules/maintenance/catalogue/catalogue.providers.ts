import { CatalogueQueries } from './application/catalogue.queries.js';
import { SaveCatalogue } from './application/save-catalogue.js';

/** Parts and checklists; MaintenanceModule provides and exports them. */
export const CATALOGUE = [CatalogueQueries, SaveCatalogue];
