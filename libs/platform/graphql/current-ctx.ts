import { Context } from '@nestjs/graphql';

/** The Ctx of the operation: who asks, in which language, with its loaders. */
export const CurrentCtx = (): ParameterDecorator => Context();
