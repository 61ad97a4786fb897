/**
 * Password of the demo accounts. For trying things out only: `seed` makes these accounts, production starts with
 * `create-admin` instead.
 */
export const DEMO_PASSWORD = 'meridian-demo';

export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly title: string;
  readonly office: string;
  readonly role: string;
  readonly locale: 'en' | 'zh-CN';
  /** What the account is good for, in a few words. */
  readonly may: string;
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    email: 'agent.hk@meridian.example',
    name: 'Carmen Leung Wing-yan',
    nameNative: '梁詠欣',
    title: 'Service agent',
    office: 'HKG',
    role: 'agent',
    locale: 'en',
    may: 'record contacts, work on requests of Hong Kong',
  },
  {
    email: 'site.shenzhen@meridian.example',
    name: 'Chen Zhiqiang',
    nameNative: '陈志强',
    title: 'Site engineer',
    office: 'SZX',
    role: 'site-engineer',
    locale: 'zh-CN',
    may: 'record contacts and requests on site',
  },
  {
    email: 'manager.apac@meridian.example',
    name: 'Raymond Kwan Chi-wai',
    nameNative: '關志偉',
    title: 'Regional manager Asia-Pacific',
    office: 'HKG',
    role: 'regional-manager',
    locale: 'en',
    may: 'see and change everything of Asia-Pacific',
  },
  {
    email: 'admin@meridian.example',
    name: 'Philippa Shawcross',
    nameNative: null,
    title: 'Systems administrator',
    office: 'LON',
    role: 'administrator',
    locale: 'en',
    may: 'everything, firm-wide',
  },
  {
    email: 'operator@meridian.example',
    name: 'Graham Oakley',
    nameNative: null,
    title: 'Operations engineer',
    office: 'LON',
    role: 'operator',
    locale: 'en',
    may: 'run background jobs and imports',
  },
  {
    email: 'analyst@meridian.example',
    name: 'Naomi Kendrick',
    nameNative: null,
    title: 'Business analyst',
    office: 'LON',
    role: 'analyst',
    locale: 'en',
    may: 'read everything, change nothing',
  },
];

/** The table of sign-ins for those of the demo accounts whose e-mail is among `active`; or how to make the first account. */
export function demoAccountsText(active: readonly string[]): string {
  const accounts = DEMO_ACCOUNTS.filter(({ email }) => active.includes(email));
  if (accounts.length === 0)
    return [
      'This database has no demo accounts. Create the first administrator with:',
      '  npm run cli -- create-admin you@your-company.example',
    ].join('\n');
  const rows = [
    ['Who', 'E-mail', 'Password', 'Permissions'],
    ...accounts.map(({ name, title, email, may }) => [`${name}, ${title}`, email, DEMO_PASSWORD, may]),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
  return [...lines.map((line) => `  ${line.trimEnd()}`), '  (Demo accounts, for evaluation only.)'].join('\n');
}
