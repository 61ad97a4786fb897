import { IdentityModule } from '#modules/identity';

/** What every process knows: rules, storage and façades of all modules. */
export const CORE_MODULES = [IdentityModule];
