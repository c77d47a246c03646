import tseslint from 'typescript-eslint';
import hooks from 'eslint-plugin-react-hooks';

const PURE = ['shared/**/*.ts', 'src-main/app/**/*.ts', 'src-main/wire/**/*.ts', 'src-main/rpc/**/*.ts'];

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'out/', 'test/fixtures/', 'resources/'] },
  ...tseslint.configs.recommended.map(entry => ({ ...entry, files: ['**/*.ts', '**/*.tsx'] })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'off',
      eqeqeq: 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  { files: ['*.config.ts', 'eslint.config.mjs'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: 'take a Clock' },
        { name: 'setTimeout', message: 'take Timers' },
      ],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'take a Random' }],
    },
  },
);
