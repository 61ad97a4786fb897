/** Amounts of meters and parts: at most three digits after the point. */
export const QUANTITY = /^\d{1,12}(\.\d{1,3})?$/;
export const QUANTITY_EXPECTED =
  'a decimal number from 0, at most 12 digits before and 3 after the point, such as 1250.5';
