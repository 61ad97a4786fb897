import { off, type HolidayCorrection } from './correction.js';

export const EUROPE_AND_AMERICAS: readonly HolidayCorrection[] = [
  {
    region: 'ES-MD',
    sources: ['Comunidad de Madrid, Decree on the labour calendar of 2025: Saint James’ Day on 25 July'],
    dated: { 2025: { with: [off('07-25', 'Saint James’ Day')] } },
  },
  {
    region: 'CA-ON',
    sources: [
      'Employment Standards Act, 2000 (Ontario), section 1: nine public holidays, Easter Monday is none of them',
    ],
    rules: (_year, rows) => rows.map((r) => (r.name === 'Easter Monday' ? { ...r, kind: 'OPTIONAL' as const } : r)),
  },
];
