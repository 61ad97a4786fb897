import { Global, Module } from '@nestjs/common';
import { GRAPHQL_REPORT, type ReportError } from '#platform/graphql';
import { LOGGER, type Logger } from '#platform/observability';

/** Writes to the log what the gateway hides from clients. */
@Global()
@Module({
  providers: [
    {
      provide: GRAPHQL_REPORT,
      inject: [LOGGER],
      useFactory:
        (logger: Logger): ReportError =>
        (cause, ctx) =>
          logger.error({ err: cause, requestId: ctx?.requestId }, 'an operation failed'),
    },
  ],
  exports: [GRAPHQL_REPORT],
})
export class ReportModule {}
