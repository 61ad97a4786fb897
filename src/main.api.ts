import { runMain } from './app/run-main.js';
import { startApi } from './app/start-api.js';

await runMain('The API', startApi);
