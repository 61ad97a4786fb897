import { isUuid } from '#kernel';
import { commandOf as commandOfInput, InvalidInputError } from '#platform/graphql';

/** The command that an input is; its `clientId`, the one id that the client makes, must be a UUID. */
export function commandOf<T extends object>(input: T, path = ''): Omit<T, 'clientMutationId'> {
  const { clientId } = input as { clientId?: string | null };
  if (clientId != null && !isUuid(clientId))
    throw new InvalidInputError([
      {
        code: 'INVALID_FORMAT',
        field: `${path}clientId`,
        params: { expected: 'a UUID, such as 018f2f1c-6d3a-7c3e-9a54-3f0c2b1d4e5f' },
      },
    ]);
  return commandOfInput(input);
}
