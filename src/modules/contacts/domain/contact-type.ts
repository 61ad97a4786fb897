import { Checks } from '#kernel';

/** Levels of the tree of contact types. */
export const MAX_TYPE_DEPTH = 10;

/** What is known of a contact type. */
export interface ContactTypeDetails {
  readonly code: string;
  readonly name: string;
  readonly nameNative?: string | null;
}

const CODE = /^[A-Z0-9][A-Z0-9._-]{0,59}$/;

export function checkContactType(type: Partial<ContactTypeDetails>): Checks {
  const checks = new Checks();
  if (type.code !== undefined)
    checks
      .text('code', type.code, { max: 60 })
      .pattern(
        'code',
        type.code === '' ? undefined : type.code,
        CODE,
        'capital letters, digits, ".", "_" or "-", at most 60, such as COMPLAINT.DELAY',
      );
  if (type.name !== undefined) checks.text('name', type.name, { max: 120 });
  return checks.text('nameNative', type.nameNative, { max: 120, optional: true });
}
