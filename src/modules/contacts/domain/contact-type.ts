import { Checks, textOf } from '#kernel';

/** Levels of the tree of contact types. */
export const MAX_TYPE_DEPTH = 10;

/** What is known of a contact type. */
export interface ContactTypeDetails {
  readonly code: string;
  readonly name: string;
  readonly nameNative?: string | null;
}

export const TYPE_LIMITS = { code: textOf(60), name: textOf(120) } as const;

const CODE = new RegExp(`^[A-Z0-9][A-Z0-9._-]{0,${TYPE_LIMITS.code.max - 1}}$`);

export function checkContactType(type: Partial<ContactTypeDetails>): Checks {
  const checks = new Checks();
  if (type.code !== undefined)
    checks
      .text('code', type.code, TYPE_LIMITS.code)
      .pattern(
        'code',
        type.code === '' ? undefined : type.code,
        CODE,
        `capital letters, digits, ".", "_" or "-", at most ${TYPE_LIMITS.code.max}, such as COMPLAINT.DELAY`,
      );
  if (type.name !== undefined) checks.text('name', type.name, TYPE_LIMITS.name);
  return checks.text('nameNative', type.nameNative, { ...TYPE_LIMITS.name, optional: true });
}
