import { type TermsLocale, type TermsWords } from './describe-terms.js';
import { type TermsContent, type TermsScope } from './terms-content.js';

/** A version of terms with whom and what it is for, as far as it is compared. */
export interface ComparedTerms extends TermsContent {
  readonly scope: TermsScope;
  /** What it is agreed with is called; empty for the firm. */
  readonly partner: string;
  readonly contactType: string | null;
  readonly effectiveFrom: Date | null;
  readonly effectiveTo: Date | null;
  readonly movesOpenAt: Date | null;
}

/** One thing in which two versions differ. */
export interface TermsDifference {
  /** Path of what differs, such as `targets.COMPLETION.HIGH`; the same in every language. */
  readonly field: string;
  /** In the reader's language; null when it was not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** A sentence. */
  readonly text: string;
}

type Labels = Readonly<Record<string, string>>;

const LABELS: Readonly<Record<TermsLocale, Labels>> = {
  en: {
    level: 'Agreed with',
    serviceLine: 'Service line',
    contactType: 'Contact type',
    priority: 'Priority',
    basis: 'Calendar',
    target: 'Target of the {metric}, {priority}',
    pausing: 'Stand still while a request is paused',
    warning: 'Warning {when}, {metric}',
    escalation: 'Escalation {when}, {metric}',
    currency: 'Currency of credits',
    fee: 'Fee per period',
    period: 'Period of credits',
    capPercent: 'Credits of a period, at most',
    capAmount: 'Credits of a period, at most',
    rule: 'Credit per breach of {metric}, {priority}',
    effectiveFrom: 'In force from',
    effectiveTo: 'In force until',
    movesOpenAt: 'Open requests come under them',
    all: 'all',
    changed: '{label}: {after} instead of {before}.',
    added: '{label}: {after}; there was none.',
    removed: '{label}: none any more; it was {before}.',
    nothing: 'nothing',
  },
  'zh-CN': {
    level: '约定对象',
    serviceLine: '服务线',
    contactType: '联系类型',
    priority: '优先级',
    basis: '日历',
    target: '{metric}目标（{priority}）',
    pausing: '请求暂停时停止计时',
    warning: '预警：{when}（{metric}）',
    escalation: '升级：{when}（{metric}）',
    currency: '赔偿币种',
    fee: '每期费用',
    period: '赔偿周期',
    capPercent: '每期赔偿上限',
    capAmount: '每期赔偿上限',
    rule: '每次超期赔偿（{metric}，{priority}）',
    effectiveFrom: '生效时间',
    effectiveTo: '失效时间',
    movesOpenAt: '未结请求转入时间',
    all: '全部',
    changed: '{label}：由“{before}”改为“{after}”。',
    added: '{label}：新增“{after}”。',
    removed: '{label}：取消（原为“{before}”）。',
    nothing: '无',
  },
};

/** In what the later version differs from the earlier one, field by field, in a fixed order. */
export function compareTerms(before: ComparedTerms, after: ComparedTerms, words: TermsWords): TermsDifference[] {
  const labels = LABELS[words.locale];
  const [older, newer] = [statementsOf(before, words, labels), statementsOf(after, words, labels)];
  const fields = [...new Set([...newer.keys(), ...older.keys()])];
  return fields.flatMap((field) => {
    const [was, is] = [older.get(field), newer.get(field)];
    if (was?.value === is?.value) return [];
    const label = (is ?? was)?.label ?? field;
    const key = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    const text = fill(labels[key] as string, { label, before: was?.value ?? '', after: is?.value ?? '' });
    return [{ field, before: was?.value ?? null, after: is?.value ?? null, text }];
  });
}

interface Statement {
  readonly label: string;
  readonly value: string;
}

/** All that a version says, each under a path that the same thing has in every version. */
function statementsOf(terms: ComparedTerms, words: TermsWords, labels: Labels): Map<string, Statement> {
  const found = new Map<string, Statement>();
  const add = (field: string, label: string, value: string | null, params: Labels = {}): void => {
    if (value !== null) found.set(field, { label: fill(labels[label] as string, params), value });
  };
  const all = labels['all'] as string;
  const { scope } = terms;
  add('level', 'level', [words.word(scope.level), terms.partner].filter((t) => t !== '').join(' '));
  add('serviceLine', 'serviceLine', scope.serviceLine === null ? all : words.word(scope.serviceLine));
  add('contactType', 'contactType', terms.contactType ?? all);
  add('priority', 'priority', scope.priority === null ? all : words.word(scope.priority));
  add('effectiveFrom', 'effectiveFrom', instant(terms.effectiveFrom));
  add('effectiveTo', 'effectiveTo', instant(terms.effectiveTo));
  add('movesOpenAt', 'movesOpenAt', instant(terms.movesOpenAt));
  add('basis', 'basis', words.basis(terms.basis));
  for (const { metric, priority, seconds } of terms.targets)
    add(`targets.${metric}.${priority ?? '*'}`, 'target', words.duration(seconds), {
      metric: words.metric(metric),
      priority: words.priority(priority),
    });
  const pausing = words.list(terms.pausingMetrics.map((m) => words.metric(m)));
  add('pausingMetrics', 'pausing', pausing === '' ? (labels['nothing'] as string) : pausing);
  for (const step of terms.warnings) {
    const when = step.sharePercent === null ? `-${step.secondsBefore}s` : `${step.sharePercent}%`;
    const params = { when: words.warning(step), metric: words.metric(step.metric) };
    add(`warnings.${step.metric ?? '*'}.${when}`, 'warning', words.recipients(step.recipients), params);
  }
  for (const step of terms.escalations) {
    const params = { when: words.escalation(step), metric: words.metric(step.metric) };
    const field = `escalations.${step.metric ?? '*'}.+${step.secondsAfter}s`;
    add(field, 'escalation', words.recipients(step.recipients), params);
  }
  const { credits } = terms;
  if (!credits) return found;
  const { currency, fee, capPercent, capAmount } = credits;
  add('credits.currency', 'currency', currency);
  add('credits.fee', 'fee', fee && `${fee} ${currency}`);
  add('credits.period', 'period', words.word(credits.period));
  add('credits.capPercent', 'capPercent', capPercent && words.percent(capPercent));
  add('credits.capAmount', 'capAmount', capAmount && `${capAmount} ${currency}`);
  for (const rule of credits.rules)
    add(`credits.rules.${rule.metric ?? '*'}.${rule.priority ?? '*'}`, 'rule', words.credit(rule, currency), {
      metric: words.metric(rule.metric),
      priority: words.priority(rule.priority),
    });
  return found;
}

function instant(at: Date | null): string | null {
  return at && at.toISOString().replace(/(:00)?\.000Z$|Z$/, 'Z');
}

function fill(text: string, params: Labels): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
}
