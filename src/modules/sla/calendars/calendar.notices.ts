import { defineNotice } from '#modules/notifications';

const CALENDARS = { en: 'Public holidays changed or are missing', 'zh-CN': '公众假期变动或缺失' };

export const holidaysFirm = defineNotice(
  'sla.holidays-firm',
  {
    en: 'Public holidays of {set} are no longer provisional: {days}.',
    'zh-CN': '{set}的以下公众假期已确定，不再是暂定：{days}。',
  },
  { label: CALENDARS, email: 'DIGEST' },
);

export const holidaysChanged = defineNotice(
  'sla.holidays-changed',
  {
    en: 'Public holidays of {set} changed. Added: {added}. Removed: {removed}. Calendars that keep them follow.',
    'zh-CN': '{set}的公众假期有变动。新增：{added}。删除：{removed}。采用该假期集的日历将随之更新。',
  },
  { label: CALENDARS, email: 'DIGEST' },
);

export const holidayDiffers = defineNotice(
  'sla.holiday-differs',
  {
    en: '{set}: {stored} was amended by hand and differs from what is announced ({announced}). Check the entry, and restore it if the announcement is right.',
    'zh-CN': '{set}：{stored}曾经人工修改，与已公布的内容（{announced}）不同。请核对该记录，若公布内容无误，请恢复。',
  },
  { label: CALENDARS, email: 'DIGEST' },
);

export const holidaysMissing = defineNotice(
  'sla.holidays-missing',
  {
    en: 'Public holidays of {set} in {year} are not announced yet as far as this release knows: {days}. Confirm or amend them once they are.',
    'zh-CN': '就本版本所知，{set} {year} 年的以下公众假期尚未公布：{days}。公布后请确认或修改。',
  },
  { label: CALENDARS, email: 'DIGEST' },
);

export const holidaysFew = defineNotice(
  'sla.holidays-few',
  {
    en: 'Only {known} public holidays of {set} are known for {year}, against {before} the year before. Add the others by hand once they are announced.',
    'zh-CN': '{set} {year} 年目前只有 {known} 个公众假期，上一年为 {before} 个。其余假期公布后请人工补录。',
  },
  { label: CALENDARS, email: 'DIGEST' },
);

export const holidaySoon = defineNotice(
  'sla.holiday-soon',
  {
    en: '{set}: {days} is near and still provisional. Confirm or amend it as soon as it is announced.',
    'zh-CN': '{set}：{days}临近，但仍为暂定。一经公布，请确认或修改。',
  },
  { label: CALENDARS },
);
