export { DEMO_ACCOUNTS, DEMO_PASSWORD, demoAccountsText, type DemoAccount } from './accounts.js';
export { ADMINISTRATOR, administratorRole } from './roles.js';
export { seedDemo, type Seeded, type SeedOptions } from './seed-demo.js';
