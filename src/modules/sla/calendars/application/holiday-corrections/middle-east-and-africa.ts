import { addDays } from '#kernel/calendar';
import { off, statement, type HolidayCorrection } from './correction.js';

const FIRST_OF_RAMADAN = 'First day of Ramadan';
const EID_AL_FITR = 'End of Ramadan (Eid al-Fitr)';
const EID_AL_ADHA = 'Feast of the Sacrifice (Eid al-Adha)';

export const MIDDLE_EAST_AND_AFRICA: readonly HolidayCorrection[] = [
  {
    region: 'AE',
    announcedTo: 2025,
    sources: [
      'Cabinet Resolution No. 27 of 2024 on public holidays (in force since 1 January 2025): 1 January, 1 to 3 Shawwal and the 30th of Ramadan when there is one, 9 to 12 Dhu al-Hijjah, 1 Muharram, 12 Rabi al-awwal, 2 and 3 December',
      'MoHRE and FAHR circulars of 2025: Eid al-Fitr 30 March to 1 April, Arafat day and Eid al-Adha 5 to 8 June, the Islamic New Year on 27 June, the Prophet’s birthday on 5 September, the National Day on 1 and 2 December',
      'MoHRE and FAHR circulars of February 2026: Eid al-Fitr 19 to 22 March',
    ],
    // Neither the night journey nor the first day of Ramadan is a holiday; Arafat day and 3 December are.
    rules: (year, rows) => {
      const first = rows.find((r) => r.name === FIRST_OF_RAMADAN);
      const fitr = rows.find((r) => r.name === EID_AL_FITR);
      const adha = rows.find((r) => r.name === EID_AL_ADHA);
      const thirtieth = fitr && addDays(fitr.date, -1);
      const has = (date: string): boolean => rows.some((r) => r.date === date);
      return [
        ...rows.filter((r) => r.name !== FIRST_OF_RAMADAN && r.name !== "Laylat al-Mi'raj"),
        ...(adha && !has(addDays(adha.date, -1))
          ? [statement(addDays(adha.date, -1), 'Arafat Day', 'PUBLIC', { provisional: adha.provisional })]
          : []),
        ...(first && thirtieth && thirtieth === addDays(first.date, 29) && !has(thirtieth)
          ? [statement(thirtieth, '30th of Ramadan', 'PUBLIC', { provisional: fitr.provisional })]
          : []),
        ...(year === 2025 ? [] : [statement(`${year}-12-03`, 'National Day', 'PUBLIC')]),
      ];
    },
    dated: {
      2025: {
        without: ['06-26', '09-04'],
        with: [
          off('06-27', 'Islamic New Year'),
          off('09-05', 'Birthday of Muhammad (Mawlid)'),
          off('12-01', 'National Day'),
        ],
      },
      2026: {
        without: ['03-20', '03-21', '03-22'],
        with: [
          off('03-19', '30th of Ramadan'),
          off('03-20', EID_AL_FITR),
          off('03-21', EID_AL_FITR),
          off('03-22', EID_AL_FITR),
        ],
      },
    },
  },
  {
    region: 'SA',
    announcedTo: 2025,
    sources: [
      'Labour Law, Implementing Regulations, article 24: four days from the day after 29 Ramadan, four days from Arafat day, 22 February, 23 September',
      'MHRSD announcements of 2025: Eid al-Fitr from 30 March, Eid al-Adha from 5 June',
    ],
  },
  {
    region: 'NG',
    announcedTo: 2025,
    sources: [
      'Public Holidays Act (Cap. P40): Children’s Day and the Islamic New Year close schools and some states, not offices throughout the country; the National Youth Day is commemorative',
      'Federal Ministry of Interior, declarations of 2025: Eid el-Fitr 31 March and 1 April, Eid el-Kabir 6 and 9 June, Eid ul-Maulud 5 September',
    ],
    rules: (_year, rows) =>
      rows.map((r) =>
        ["Children's Day", 'National Youth Day', 'Islamic New Year'].includes(r.name)
          ? { ...r, kind: 'OBSERVANCE' as const }
          : r,
      ),
    dated: {
      2025: {
        without: ['03-30', '03-31', '06-06', '06-07', '09-04'],
        with: [
          off('03-31', 'Id el Fitr'),
          off('04-01', 'Id el Fitr'),
          off('06-06', 'Id el Kabir'),
          off('06-09', 'Id el Kabir'),
          off('09-05', 'Birthday of Muhammad (Mawlid)'),
        ],
      },
    },
  },
  {
    region: 'KE',
    announcedTo: 2025,
    sources: ['Kenya Gazette notices of 2025: Idd-ul-Fitr on 31 March, Idd-ul-Azha on 6 June'],
    dated: { 2025: { without: ['03-30'], with: [off('03-31', EID_AL_FITR)] } },
  },
];
