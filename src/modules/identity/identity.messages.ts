import { defineMessages } from '#platform/messages';

defineMessages({
  SIGN_IN_FAILED: {
    category: 'FORBIDDEN',
    en: 'The e-mail address or password is incorrect.',
    'zh-CN': '电子邮件地址或密码错误。',
  },
  REFRESH_FAILED: {
    category: 'FORBIDDEN',
    en: 'The refresh token is invalid or has expired. Sign in again.',
    'zh-CN': '刷新令牌无效或已失效，请重新登录。',
  },
  NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'Not found, or you do not have access to it.',
    'zh-CN': '未找到此记录，或您无权访问。',
  },
  REGION_NOT_FOUND: { category: 'NOT_FOUND', en: 'Region not found.', 'zh-CN': '未找到此区域。' },
  OFFICE_NOT_FOUND: { category: 'NOT_FOUND', en: 'Office not found.', 'zh-CN': '未找到此办事处。' },
  EMPLOYEE_NOT_FOUND: { category: 'NOT_FOUND', en: 'Employee not found.', 'zh-CN': '未找到此员工。' },
  HAS_OPEN_WORK: {
    category: 'STATE',
    en: 'This employee has open work: {work}. Hand it over first, or set acceptOpenWork to deactivate the account all the same.',
    'zh-CN': '此员工还有未完成的工作：{work}。请先移交，或设置 acceptOpenWork 仍要停用账户。',
  },
  EMPLOYEE_INACTIVE: {
    category: 'STATE',
    en: 'This employee is no longer active. Choose another.',
    'zh-CN': '此员工已离职，请选择其他员工。',
  },
  TEAM_NOT_FOUND: { category: 'NOT_FOUND', en: 'Team not found.', 'zh-CN': '未找到此团队。' },
  OFFICE_IS_CLOSED: {
    category: 'STATE',
    en: 'This office is closed. Choose an open one.',
    'zh-CN': '此办事处已关闭，请选择未关闭的办事处。',
  },
  ROLE_NOT_FOUND: { category: 'NOT_FOUND', en: 'Role "{key}" not found.', 'zh-CN': '未找到角色“{key}”。' },
  CHALLENGE_EXPIRED: {
    category: 'FORBIDDEN',
    en: 'The sign-in took too long, or the password has changed. Enter the password again.',
    'zh-CN': '登录已超时，或密码已更改，请重新输入密码。',
  },
  CODE_INCORRECT: {
    category: 'FORBIDDEN',
    en: 'The code is incorrect or has already been used. Enter the current code of your authenticator app, or a recovery code.',
    'zh-CN': '验证码错误或已使用，请输入身份验证器应用中的当前验证码，或一个恢复代码。',
  },
  SECOND_FACTOR_EXISTS: {
    category: 'STATE',
    en: 'This account already has a second factor. Remove it first with removeSecondFactor.',
    'zh-CN': '此账号已启用双重验证，请先通过 removeSecondFactor 移除。',
  },
  NO_SECOND_FACTOR: {
    category: 'STATE',
    en: 'This account has no second factor. Enrol one with beginSecondFactor.',
    'zh-CN': '此账号未启用双重验证，可通过 beginSecondFactor 启用。',
  },
  NO_PASSWORD: {
    category: 'STATE',
    en: 'This account has no password. Ask an administrator to set one.',
    'zh-CN': '此账号没有密码，请联系管理员设置。',
  },
  PASSWORD_INCORRECT: {
    category: 'FORBIDDEN',
    en: 'The current password is incorrect.',
    'zh-CN': '当前密码错误。',
  },
  PASSWORD_UNCHANGED: {
    category: 'INVALID',
    en: 'The new password is the same as the current one. Choose another.',
    'zh-CN': '新密码与当前密码相同，请换一个。',
  },
  PASSWORD_TOO_COMMON: {
    category: 'INVALID',
    en: 'This password is easy to guess. Choose several unrelated words, or a random one.',
    'zh-CN': '此密码容易被猜到，请使用几个互不相关的词，或随机生成的密码。',
  },
  PASSWORD_CONTAINS_NAME: {
    category: 'INVALID',
    en: 'This password consists mostly of the name, the e-mail address or the name of the firm. Choose another.',
    'zh-CN': '此密码主要由姓名、电子邮件地址或公司名称组成，请换一个。',
  },
  OWN_PASSWORD: {
    category: 'FORBIDDEN',
    en: 'Change your own password with changePassword, which requires the current one.',
    'zh-CN': '请通过 changePassword 更改自己的密码，并提供当前密码。',
  },
  PERMISSION_NOT_HELD: {
    category: 'FORBIDDEN',
    en: 'You do not hold the permission "{permission}" that far. An API token cannot do more than its owner.',
    'zh-CN': '您没有权限“{permission}”，或该权限的范围较小。接口令牌的权限不能超过其所有者。',
  },
  UNKNOWN_PERMISSION: {
    category: 'NOT_FOUND',
    en: 'Unknown permission "{permission}". Query permissions for the full list.',
    'zh-CN': '没有权限“{permission}”，可通过 permissions 查询获取列表。',
  },
  SCOPE_NOT_POSSIBLE: {
    category: 'INVALID',
    en: 'The permission "{permission}" cannot have this scope. Possible: {possible}.',
    'zh-CN': '权限“{permission}”不能使用此范围，可用范围：{possible}。',
  },
});
