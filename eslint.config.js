import { builtinRules } from 'eslint/use-at-your-own-risk';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { roomsRule } from './build/lint/rooms.ts';

const tchap = { rules: { rooms: roomsRule, 'file-limit': builtinRules.get('max-lines') } };

/** Sizes: near 100 lines a file and 10 a function; 300 lines is a warning, 500 an error. */
const sizes = {
  'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
  'tchap/file-limit': ['error', 500],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
};

export default tseslint.config(
  { ignores: ['node_modules', 'out', 'dist', 'release', 'test-results'] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts', '**/*.svelte'] })),
  ...svelte.configs.recommended,
  {
    plugins: { tchap },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...sizes, 'tchap/rooms': 'error', eqeqeq: 'error', 'no-console': 'error' },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // Services are objects of closures: their methods do not use `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser }, globals: globals.browser },
    rules: {
      // Models hold immutable rows in `$state.raw`; their maps and sets are private indexes.
      'svelte/prefer-svelte-reactivity': 'off',
      // One `$props()` may hold what is bound beside what is not.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$derived'] }],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**', 'build/**', '*.config.*'],
    languageOptions: { globals: globals.node },
    rules: {
      'max-lines-per-function': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
