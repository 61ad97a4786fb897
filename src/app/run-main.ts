import { type INestApplicationContext } from '@nestjs/common';
import { ConfigError, loadConfig, type Config } from '#platform/config';
import { codeIsLoaded } from '#platform/observability';
import { exitWithParent } from '../../libs/embedded/parent.mjs';

/** Boots a process: settings first, a clear message when something is wrong, an orderly end on SIGTERM and SIGINT. */
export async function runMain(
  name: string,
  start: (config: Config) => Promise<INestApplicationContext>,
): Promise<void> {
  codeIsLoaded();
  try {
    const config = loadConfig();
    if (config.process.MERIDIAN_PARENT_PIPE) exitWithParent();
    const app = await start(config);
    app.enableShutdownHooks();
  } catch (error) {
    process.stderr.write(
      `${name} could not start. ${error instanceof ConfigError ? error.message : ((error as Error).stack ?? String(error))}\n`,
    );
    process.exit(1);
  }
}
