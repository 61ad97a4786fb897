import { type Period } from '#modules/vocabulary';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import {
  type CreditRule,
  type EscalationStep,
  type Recipient,
  type TermsLevel,
  type TermsPriority,
  type TermsServiceLine,
  type WarningStep,
} from './terms-content.js';
import { type CalendarBasis, type CalendarSource } from '../../calendars/domain/calendar-basis.js';

export type TermsLocale = 'en' | 'zh-CN';

/** What things are called; undefined for what is not known. */
export interface TermsNames {
  readonly calendar: (id: string) => string | undefined;
  readonly office: (id: string) => string | undefined;
  readonly employee: (id: string) => string | undefined;
}

type Words = Readonly<Record<string, string>>;

const EN: Words = {
  FIRST_RESPONSE: 'first response',
  NEXT_RESPONSE: 'next response',
  UPDATE: 'update',
  COMPLETION: 'completion',
  CRITICAL: 'critical',
  HIGH: 'high',
  MODERATE: 'moderate',
  LOW: 'low',
  CONSULTING: 'consulting',
  MANAGEMENT: 'management',
  MAINTENANCE: 'maintenance',
  JOB: 'a job',
  BRANCH: 'a branch',
  CUSTOMER: 'a customer',
  TIER: 'a tier',
  FIRM: 'everybody',
  MONTH: 'month',
  QUARTER: 'quarter',
  YEAR: 'year',
  every: 'every metric',
  allPriorities: 'every priority',
  h: '{n} h',
  min: '{n} min',
  s: '{n} s',
  space: ' ',
  list: ', ',
  both: 'only while all of them are open: {list}',
  either: 'while any of them is open: {list}',
  ownCalendar: 'the calendar {name}',
  officeCalendar: 'the calendar of the office {name}',
  servingOffice: "the serving office's calendar",
  branchCalendar: "the branch's calendar",
  ASSIGNEE: 'the assignee',
  TEAM: 'the team',
  WATCHERS: 'the watchers',
  ACCOUNT_MANAGER: 'the account manager',
  roleOFFICE: 'the role {role} in the serving office',
  roleLEAD_OFFICE: 'the role {role} in the lead office of the region',
  roleFIRM: 'the role {role} anywhere',
  share: 'at {percent} % of the target',
  before: '{time} before due',
  breach: 'at the breach',
  after: '{time} after the breach',
  percent: '{percent} % of the fee',
  nobody: 'nobody',
};

const ZH: Words = {
  FIRST_RESPONSE: '首次响应',
  NEXT_RESPONSE: '后续响应',
  UPDATE: '进展更新',
  COMPLETION: '完成',
  CRITICAL: '紧急',
  HIGH: '高',
  MODERATE: '中',
  LOW: '低',
  CONSULTING: '咨询',
  MANAGEMENT: '管理',
  MAINTENANCE: '维护',
  JOB: '项目',
  BRANCH: '分支机构',
  CUSTOMER: '客户',
  TIER: '层级',
  FIRM: '全体客户',
  MONTH: '月',
  QUARTER: '季度',
  YEAR: '年',
  every: '所有指标',
  allPriorities: '所有优先级',
  h: '{n} 小时',
  min: '{n} 分钟',
  s: '{n} 秒',
  space: ' ',
  list: '、',
  both: '仅在以下日历同时开放时：{list}',
  either: '以下任一日历开放时：{list}',
  ownCalendar: '日历 {name}',
  officeCalendar: '办事处 {name} 的日历',
  servingOffice: '负责办事处的日历',
  branchCalendar: '分支机构的日历',
  ASSIGNEE: '处理人',
  TEAM: '团队',
  WATCHERS: '关注者',
  ACCOUNT_MANAGER: '客户经理',
  roleOFFICE: '负责办事处的角色 {role}',
  roleLEAD_OFFICE: '区域牵头办事处的角色 {role}',
  roleFIRM: '全公司的角色 {role}',
  share: '目标用去 {percent}% 时',
  before: '到期前 {time}',
  breach: '超期时',
  after: '超期后 {time}',
  percent: '费用的 {percent}%',
  nobody: '无人',
};

/** For sentences that name no calendar, office or employee. */
export const NO_NAMES: TermsNames = { calendar: () => undefined, office: () => undefined, employee: () => undefined };

/** Says what terms say, in the reader's language. */
export class TermsWords {
  private readonly words: Words;

  constructor(
    readonly locale: TermsLocale,
    private readonly names: TermsNames,
  ) {
    this.words = locale === 'en' ? EN : ZH;
  }

  word(key: SlaMetric | TermsPriority | TermsServiceLine | TermsLevel | Period): string {
    return this.words[key] as string;
  }

  metric(metric: SlaMetric | null): string {
    return this.words[metric ?? 'every'] as string;
  }

  priority(priority: TermsPriority | null): string {
    return this.words[priority ?? 'allPriorities'] as string;
  }

  list(parts: readonly string[]): string {
    return parts.join(this.words['list']);
  }

  /** Hours are not made days of: a working day has as many of them as its calendar says. */
  duration(seconds: number): string {
    const parts = [
      ['h', Math.floor(seconds / 3_600)],
      ['min', Math.floor((seconds % 3_600) / 60)],
      ['s', seconds % 60],
    ] as const;
    const given = parts.filter(([, n]) => n > 0);
    return (given.length > 0 ? given : ([['s', 0]] as const))
      .map(([unit, n]) => this.say(unit, { n: String(n) }))
      .join(this.words['space']);
  }

  basis({ combination, sources }: CalendarBasis): string {
    const list = this.list(sources.map((source) => this.source(source)));
    return combination === 'ONE' ? list : this.say(combination === 'INTERSECTION' ? 'both' : 'either', { list });
  }

  recipients(recipients: readonly Recipient[]): string {
    return recipients.length === 0 ? this.say('nobody') : this.list(recipients.map((r) => this.recipient(r)));
  }

  warning({ sharePercent, secondsBefore }: WarningStep): string {
    return sharePercent === null
      ? this.say('before', { time: this.duration(secondsBefore ?? 0) })
      : this.say('share', { percent: String(sharePercent) });
  }

  escalation({ secondsAfter }: EscalationStep): string {
    return secondsAfter === 0 ? this.say('breach') : this.say('after', { time: this.duration(secondsAfter) });
  }

  credit({ percent, amount }: CreditRule, currency: string): string {
    return percent === null ? `${amount} ${currency}` : this.say('percent', { percent });
  }

  percent(percent: string): string {
    return this.say('percent', { percent });
  }

  private source(source: CalendarSource): string {
    switch (source.kind) {
      case 'CALENDAR':
        return this.say('ownCalendar', { name: this.names.calendar(source.calendarId) ?? '?' });
      case 'OFFICE':
        return source.officeId === null
          ? this.say('servingOffice')
          : this.say('officeCalendar', { name: this.names.office(source.officeId) ?? '?' });
      case 'BRANCH':
        return this.say('branchCalendar');
    }
  }

  private recipient(recipient: Recipient): string {
    if (recipient.kind === 'ROLE') return this.say(`role${recipient.of}`, { role: recipient.role });
    if (recipient.kind === 'EMPLOYEE') return this.names.employee(recipient.employeeId) ?? '?';
    return this.say(recipient.kind);
  }

  private say(key: string, params: Words = {}): string {
    return (this.words[key] as string).replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  }
}
