import { useCallback } from 'react';
import { ERROR_CODES, type Failure } from '../../shared/kernel/error-codes.ts';
import { useLanguage } from './texts.ts';
import { type Language } from '../../shared/kernel/language.ts';

type Named = Pick<Failure, 'code' | 'detail'>;

/** What happened and what to do, in words; the code is for support. */
export type FailureWords = Readonly<{
  says: string;
  todo: string;
  code: string;
  /** Both sentences: what happened and what to do. */
  told: string;
  /** Both sentences, then in brackets what support asks for: the code and the details, if there are any. */
  toldWithCode: string;
}>;

export const failureWords = ({ code, detail = [] }: Named, language: Language): FailureWords => {
  const row = ERROR_CODES[code];
  const says = row.says[language];
  const todo = row.todo[language];
  const told = `${says} ${todo}`;
  return { says, todo, code, told, toldWithCode: `${told} (${[code, ...detail].join(', ')})` };
};

export function useFailureWords(): (failure: Named) => FailureWords {
  const language = useLanguage();
  return useCallback((failure: Named) => failureWords(failure, language), [language]);
}
