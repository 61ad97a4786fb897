import { expected, off, type DatedCorrection, type HolidayCorrection } from './correction.js';

const INDIA: Readonly<Record<number, DatedCorrection>> = {
  2025: {
    instead: true,
    with: [
      off('01-26', 'Republic Day'),
      off('02-26', 'Maha Shivaratri'),
      off('03-14', 'Holi'),
      off('03-31', 'Id-ul-Fitr'),
      off('04-10', 'Mahavir Jayanti'),
      off('04-18', 'Good Friday'),
      off('05-12', 'Buddha Purnima'),
      off('06-07', 'Id-ul-Zuha (Bakrid)'),
      off('07-06', 'Muharram'),
      off('08-15', 'Independence Day'),
      off('08-16', 'Janmashtami'),
      off('09-05', 'Milad-un-Nabi'),
      off('10-02', 'Gandhi Jayanti'),
      off('10-02', 'Dussehra'),
      off('10-20', 'Diwali'),
      off('11-05', "Guru Nanak's Birthday"),
      off('12-25', 'Christmas Day'),
    ],
  },
  2026: {
    instead: true,
    with: [
      off('01-26', 'Republic Day'),
      off('03-04', 'Holi'),
      off('03-21', 'Id-ul-Fitr'),
      off('03-26', 'Ram Navami'),
      off('03-31', 'Mahavir Jayanti'),
      off('04-03', 'Good Friday'),
      off('05-01', 'Buddha Purnima'),
      off('05-27', 'Id-ul-Zuha (Bakrid)'),
      off('06-26', 'Muharram'),
      off('08-15', 'Independence Day'),
      off('08-26', 'Milad-un-Nabi'),
      off('09-04', 'Janmashtami'),
      off('10-02', 'Gandhi Jayanti'),
      off('10-20', 'Dussehra'),
      off('11-08', 'Diwali'),
      off('11-24', "Guru Nanak's Birthday"),
      off('12-25', 'Christmas Day'),
    ],
  },
  2027: {
    instead: true,
    with: [
      off('01-26', 'Republic Day'),
      expected('03-10', 'Id-ul-Fitr'),
      expected('03-22', 'Holi'),
      off('03-26', 'Good Friday'),
      expected('04-15', 'Ram Navami'),
      expected('04-19', 'Mahavir Jayanti'),
      expected('05-17', 'Id-ul-Zuha (Bakrid)'),
      expected('05-20', 'Buddha Purnima'),
      expected('06-16', 'Muharram'),
      off('08-15', 'Independence Day'),
      expected('08-16', 'Milad-un-Nabi'),
      expected('08-25', 'Janmashtami'),
      off('10-02', 'Gandhi Jayanti'),
      expected('10-09', 'Dussehra'),
      expected('10-29', 'Diwali'),
      expected('11-14', "Guru Nanak's Birthday"),
      off('12-25', 'Christmas Day'),
    ],
  },
};

const MAHARASHTRA: Readonly<Record<number, DatedCorrection>> = {
  2025: {
    without: ['08-16', '10-20'],
    with: [
      off('02-19', 'Chhatrapati Shivaji Maharaj Jayanti'),
      off('03-30', 'Gudi Padwa'),
      off('04-06', 'Ram Navami'),
      off('04-14', 'Ambedkar Jayanti'),
      off('05-01', 'Maharashtra Day'),
      off('08-27', 'Ganesh Chaturthi'),
      off('10-21', 'Diwali Amavasya (Laxmi Pujan)'),
      off('10-22', 'Diwali (Bali Pratipada)'),
    ],
  },
  2026: {
    without: ['03-04', '05-27', '09-04'],
    with: [
      off('02-15', 'Maha Shivaratri'),
      off('02-19', 'Chhatrapati Shivaji Maharaj Jayanti'),
      off('03-03', 'Holi (second day)'),
      off('03-19', 'Gudi Padwa'),
      off('04-14', 'Ambedkar Jayanti'),
      off('05-01', 'Maharashtra Day'),
      off('05-28', 'Id-ul-Zuha (Bakrid)'),
      off('09-14', 'Ganesh Chaturthi'),
      off('11-10', 'Diwali (Bali Pratipada)'),
    ],
  },
  2027: {
    without: ['08-25'],
    with: [
      off('02-19', 'Chhatrapati Shivaji Maharaj Jayanti'),
      expected('03-06', 'Maha Shivaratri'),
      expected('04-07', 'Gudi Padwa'),
      off('04-14', 'Ambedkar Jayanti'),
      off('05-01', 'Maharashtra Day'),
      expected('09-04', 'Ganesh Chaturthi'),
      expected('10-30', 'Diwali (Bali Pratipada)'),
    ],
  },
};

export const INDIAN: readonly HolidayCorrection[] = [
  {
    region: 'IN',
    announcedTo: 2026,
    sources: [
      'Department of Personnel and Training, office memoranda on the holidays of central government offices in 2025 and 2026 (seventeen gazetted holidays)',
      '2027: by the lunar calendar',
    ],
    dated: INDIA,
  },
  {
    region: 'IN-MH',
    announcedTo: 2026,
    sources: [
      'Government of Maharashtra, General Administration Department, public holidays of 2025 and 2026 (Negotiable Instruments Act, section 25)',
    ],
    dated: MAHARASHTRA,
  },
];
