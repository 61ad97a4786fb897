import { CatalogueLoaders } from './catalogue-loaders.js';
import { CatalogueResolver } from './catalogue.resolver.js';

/** The catalogue in GraphQL; MaintenanceGraphqlModule provides them. */
export const CATALOGUE_RESOLVERS = [CatalogueLoaders, CatalogueResolver];
