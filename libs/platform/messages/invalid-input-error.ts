import { IntrinsicException } from '@nestjs/common';
import { type Failure } from '#kernel';

/**
 * Input that is well-formed GraphQL but means nothing. In mutations it becomes userErrors, elsewhere BAD_USER_INPUT; no
 * affair of Nest's log of errors.
 */
export class InvalidInputError extends IntrinsicException {
  constructor(readonly failures: readonly Failure[]) {
    super('invalid input');
  }
}
