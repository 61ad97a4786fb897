/**
 * The module graph: which module may read which others (through their front doors). Lint, tests and docs read it.
 * No arrow, no import; no cycles.
 */
module.exports = {
  modules: {
    identity: [],
    operations: [],
    customers: ['identity'],
    contacts: ['identity', 'customers'],
    notifications: ['identity'],
    services: ['identity', 'customers', 'contacts', 'notifications'],
    pyramid: ['identity', 'customers'],
    sla: ['identity', 'customers', 'contacts', 'services', 'pyramid', 'notifications'],
    consulting: ['identity', 'customers', 'contacts', 'services', 'notifications'],
    management: ['identity', 'customers', 'contacts', 'services', 'sla', 'notifications'],
    maintenance: ['identity', 'customers', 'contacts', 'services', 'sla', 'notifications'],
    intake: ['identity', 'customers', 'contacts', 'services', 'pyramid', 'sla'],
  },
};
