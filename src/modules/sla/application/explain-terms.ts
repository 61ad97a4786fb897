import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Locale } from '#platform/context';
import { CustomersApi } from '#modules/customers';
import { Catalogues, type PublishedTerms } from './catalogue.js';
import { ClockStore } from './clock-store.js';
import { officesOf } from './judge-requests.js';
import { RequestCases } from './request-cases.js';
import { timetableOf } from './request-case.js';
import { type TermsChoice } from '../domain/select-terms.js';

/** Which terms a request is under, and why. */
export interface TermsExplanation {
  readonly requestId: string;
  /** Null when no terms match. */
  readonly termsVersionId: string | null;
  /** Null on the usual hours of an office that has no calendar of its own. */
  readonly calendarVersionId: string | null;
  /** Open seconds for the request's priority, by metric. */
  readonly targets: readonly { metric: string; seconds: number }[];
  /** One sentence. */
  readonly reason: string;
}

const WORDS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: {
    JOB: 'they were agreed for its job',
    BRANCH: 'they were agreed for its branch',
    CUSTOMER: 'they were agreed with its customer',
    GROUP: 'they were agreed with {name}, {steps} above its customer',
    TIER: 'they hold for customers of the tier {tier}',
    FIRM: "they are the firm's own and nothing more specific matches",
    STEP: '1 step',
    STEPS: '{n} steps',
    serviceLine: 'the service line {value}',
    contactType: 'its contact type',
    priority: 'the priority {value}',
    NARROWED: '; they are meant for {list}',
    AND: ' and ',
    MOVED: '; open requests were moved over to them when they were published',
    OVER: '; they come before {codes}',
    MATCH: 'The terms {code} apply: {why}.',
    NONE: 'No published terms match this request, so it has no clocks.',
  },
  'zh-CN': {
    JOB: '该条款为此请求所属项目约定',
    BRANCH: '该条款为此请求所属分支机构约定',
    CUSTOMER: '该条款与此请求的客户约定',
    GROUP: '该条款与上级集团 {name} 约定(位于客户之上 {steps})',
    TIER: '该条款适用于层级为 {tier} 的客户',
    FIRM: '该条款为公司通用条款,且没有更具体的条款适用',
    STEP: '1 级',
    STEPS: '{n} 级',
    serviceLine: '服务线 {value}',
    contactType: '其联系类型',
    priority: '优先级 {value}',
    NARROWED: ';专门针对{list}',
    AND: '和',
    MOVED: ';发布时已将未结请求转入该条款',
    OVER: ';优先于 {codes}',
    MATCH: '适用条款 {code}:{why}。',
    NONE: '没有已发布的条款适用于此请求,因此没有计时。',
  },
};

const LISTED = 3;

@Injectable()
export class ExplainTerms {
  constructor(
    private readonly store: ClockStore,
    private readonly catalogues: Catalogues,
    private readonly cases: RequestCases,
    private readonly customers: CustomersApi,
  ) {}

  /** The terms a request is under now; undefined when there is no such request. */
  async of(requestId: string, locale: Locale, now: Date = systemClock.now()): Promise<TermsExplanation | undefined> {
    const judgements = await this.store.judgements([requestId]);
    const [request] = await this.cases.of([requestId], judgements, now);
    if (!request) return undefined;
    const catalogue = await this.catalogues.current(officesOf([request]));
    const standing = timetableOf(request, catalogue, now.getTime()).standings.at(-1);
    const choice = standing?.choice;
    return {
      requestId,
      termsVersionId: choice?.terms.versionId ?? null,
      calendarVersionId: choice ? (standing?.calendarVersionId ?? null) : null,
      targets: Object.entries(standing?.clockTerms.targets ?? {}).map(([metric, seconds]) => ({ metric, seconds })),
      reason: choice ? await this.sentence(choice, locale) : (WORDS[locale]['NONE'] as string),
    };
  }

  private async sentence(
    { terms, distance, movedOver, passedOver }: TermsChoice<PublishedTerms>,
    locale: Locale,
  ): Promise<string> {
    const say = (key: string, params: Record<string, string> = {}): string =>
      (WORDS[locale][key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
    let why: string;
    if (terms.level === 'CUSTOMER' && distance > 0) {
      const group = (await this.customers.customers([terms.levelKey])).get(terms.levelKey);
      why = say('GROUP', {
        name: group?.name ?? '?',
        steps: distance === 1 ? say('STEP') : say('STEPS', { n: String(distance) }),
      });
    } else why = say(terms.level, { tier: terms.levelKey });
    const narrowed = [
      ...(terms.serviceLine === null ? [] : [say('serviceLine', { value: terms.serviceLine })]),
      ...(terms.contactTypeId === null ? [] : [say('contactType')]),
      ...(terms.priority === null ? [] : [say('priority', { value: terms.priority })]),
    ];
    if (narrowed.length > 0) why += say('NARROWED', { list: narrowed.join(say('AND')) });
    if (movedOver) why += say('MOVED');
    const others = [...new Set(passedOver.map((t) => t.code).filter((code) => code !== terms.code))].slice(0, LISTED);
    if (others.length > 0) why += say('OVER', { codes: others.join(', ') });
    return say('MATCH', { code: terms.code, why });
  }
}
