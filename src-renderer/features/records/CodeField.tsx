import { type FormEvent, type Ref, useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { type RegisterName } from '../../../shared/domain/records/core-fields.ts';
import { type Language } from '../../../shared/kernel/language.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { ComboBox } from '../../ui/index.ts';
import { type CodeItem, createCodeSearch } from './code-search.store.ts';
import { structuredTexts } from './structured.texts.ts';
import css from './records.module.css';

type CodeFieldProps = Readonly<{
  register: RegisterName;
  label: string;
  onPick: (item: CodeItem) => void;
  /** What was typed may be taken as it is: the first choice is then the text itself. */
  takesWords?: boolean;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}>;

const LONGEST_QUERY = 200;
/** Id of the line that stands for the typed words; no register has an empty code. */
const WORDS = 'words';

/** Codes by code, abbreviation or words of any language of the register; the first hit is taken with Enter. */
export function CodeField(props: CodeFieldProps) {
  const { register, label, onPick, takesWords = false, autoFocus = false, inputRef } = props;
  const t = useTexts(structuredTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const client = useClient();
  const [search] = useState(() => createCodeSearch(client, register));
  const { query, hits, register: asked, isPending, failure, ask } = useStore(search);
  const render = useCallback((item: CodeItem) => <Hit item={item} language={language} />, [language]);
  const guard = (event: FormEvent<HTMLDivElement>): void => {
    if (event.target instanceof HTMLInputElement && event.target.value.length > LONGEST_QUERY) event.stopPropagation();
  };
  const typed = query.trim();
  const own: CodeItem = { id: WORDS, code: '', short: '', fi: typed, sv: typed, en: typed, other: '', unit: '' };
  return (
    <div onChangeCapture={guard}>
      <ComboBox<CodeItem>
        label={label}
        error={failure === null ? undefined : words(failure).says}
        query={query}
        onQueryChange={text => void ask(text)}
        results={takesWords && typed !== '' ? [...hits, own] : hits}
        resultsLabel={t('codeHits')}
        lines="double"
        renderItem={render}
        onPick={item => {
          onPick(item);
          void ask('');
        }}
        pending={isPending ? t('codePending') : undefined}
        empty={t('codeNone')}
        foot={asked === '' ? undefined : asked}
        autoFocus={autoFocus}
        {...(inputRef === undefined ? {} : { inputRef })}
      />
    </div>
  );
}

/** Code and name; below it the names in the register's other languages, which may be what was searched for. */
function Hit({ item, language }: Readonly<{ item: CodeItem; language: Language }>) {
  const t = useTexts(structuredTexts);
  const name = item[language] || item.fi;
  const others = [item.fi, item.sv, item.other].filter(
    (text, at, all) => text !== '' && text !== name && all.indexOf(text) === at,
  );
  return (
    <span className={css.hit}>
      <span className={css.code}>{item.short || item.code}</span>
      <span>{name}</span>
      <span className={css.hitOther}>
        {item.id === WORDS
          ? t('codeOwnWords')
          : [...(item.short === '' ? [] : [item.code]), ...others, item.unit].filter(text => text !== '').join(' · ')}
      </span>
    </span>
  );
}
