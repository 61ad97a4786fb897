import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Where `process.env` may be read: the settings, and what runs before or beside the application. */
const MAY_READ_ENVIRONMENT = [
  'libs/platform/config/**',
  'libs/testing/**',
  'src/app/testing/**',
  'test/**',
  'bench/**',
  '**/*.spec.ts',
  '*.config.*',
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.meridian/', 'test/arch/planted/**', 'src/app/traditional.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 340, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['libs/**/*.ts', 'src/**/*.ts'],
    ignores: MAY_READ_ENVIRONMENT,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read in libs/platform/config only.' },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'src/app/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'pg', message: 'SQL goes through #platform/database.' },
            { name: 'bullmq', message: 'Jobs go through #platform/jobs.' },
          ],
        },
      ],
    },
  },
  {
    // Patterns meet texts of users: none may take more time than the text is long.
    files: ['libs/**/*.ts', 'src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false }],
    },
  },
  {
    // Number-crunching over arrays whose bounds the code itself keeps.
    files: ['libs/kernel/calendar/**/*.ts', 'src/modules/sla/*/domain/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'bench/**', 'test/**', 'libs/testing/**', '**/testing/**', '**/*-testing.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-console': 'off', 'max-lines': 'off' },
  },
);
