/** Amounts of meters and parts: at most three digits after the point. */
export const QUANTITY = /^\d{1,12}(\.\d{1,3})?$/;
export const QUANTITY_EXPECTED =
  'a decimal number from 0, at most 12 digits before and 3 after the point, such as 1250.5';

/** Of parts that were used: above zero. */
export const PART_QUANTITY = /^(?=.*[1-9])\d{1,9}(\.\d{1,3})?$/;
export const PART_QUANTITY_EXPECTED = `more than 0: ${QUANTITY_EXPECTED}`;
