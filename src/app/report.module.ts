import { Global, Module } from '@nestjs/common';
import { uuidv7 } from '#kernel';
import { ForbiddenError, UnauthenticatedError } from '#platform/access';
import { GRAPHQL_REPORT, type ReportError } from '#platform/graphql';
import { LOGGER, SecurityEvents, type Logger } from '#platform/observability';

/** Writes to the log what the gateway hides from clients, and notes whom it refused. */
@Global()
@Module({
  providers: [
    {
      provide: GRAPHQL_REPORT,
      inject: [LOGGER, SecurityEvents],
      useFactory:
        (logger: Logger, events: SecurityEvents): ReportError =>
        (cause, ctx) => {
          const from = ctx ?? { requestId: uuidv7() };
          if (cause instanceof ForbiddenError)
            events.record('access-refused', from, { reason: cause.reason, message: cause.message });
          else if (cause instanceof UnauthenticatedError)
            events.record('credentials-refused', from, { message: cause.message });
          else logger.error({ err: cause, requestId: ctx?.requestId }, 'an operation failed');
        },
    },
  ],
  exports: [GRAPHQL_REPORT],
})
export class ReportModule {}
