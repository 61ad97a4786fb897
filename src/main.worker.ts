import { runMain } from './app/run-main.js';
import { startWorker } from './app/start-worker.js';

await runMain('The worker', startWorker);
