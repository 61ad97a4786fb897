import { columnList } from '../../basics/application/columns.js';

export const PART_COLUMNS = columnList('p', 'id code name nameNative unit price currency active version');
