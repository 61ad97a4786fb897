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
    services: ['identity', 'customers', 'contacts'],
    pyramid: ['identity', 'customers'],
    sla: ['identity', 'customers', 'contacts', 'services', 'pyramid'],
    intake: ['identity', 'customers', 'contacts', 'services', 'pyramid', 'sla'],
  },
};
