import { useCallback } from 'react';
import { ERROR_CODES, type Failure } from '../../shared/kernel/error-codes.ts';
import { useLanguage } from './texts.ts';
import { type Language } from '../../shared/kernel/language.ts';

/** What happened and what to do, in words; the code is for support. */
export type FailureWords = Readonly<{ says: string; todo: string; code: string }>;

export const failureWords = (failure: Pick<Failure, 'code'>, language: Language): FailureWords => {
  const row = ERROR_CODES[failure.code];
  return { says: row.says[language], todo: row.todo[language], code: failure.code };
};

export function useFailureWords(): (failure: Pick<Failure, 'code'>) => FailureWords {
  const language = useLanguage();
  return useCallback((failure: Pick<Failure, 'code'>) => failureWords(failure, language), [language]);
}
