import { type Failure } from '#kernel';

/** Input that is well-formed GraphQL but means nothing. In mutations it becomes userErrors, elsewhere BAD_USER_INPUT. */
export class InvalidInputError extends Error {
  constructor(readonly failures: readonly Failure[]) {
    super('invalid input');
  }
}
