import { type FormEvent, useCallback, useRef, useState } from 'react';
import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { type DiagnosisHit } from '../../../shared/contract/records.contract.ts';
import { type Language } from '../../../shared/kernel/language.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { CheckBox, ComboBox, IconButton, RadioGroup, useAnnouncer } from '../../ui/index.ts';
import { createDiagnosisStore } from './diagnosis.store.ts';
import { diagnosesOf } from './note-form.ts';
import { type NoteStore } from './note.store.ts';
import { recordTexts } from './records.texts.ts';
import css from './records.module.css';

type Item = DiagnosisHit & Readonly<{ id: string }>;
type DiagnosisBlockProps = Readonly<{ note: NoteStore; isNurse: boolean }>;

const LONGEST_QUERY = 200;

/** Codes by code or by words of any language of the register; the first hit is taken with Enter. */
export function DiagnosisBlock({ note, isNurse }: DiagnosisBlockProps) {
  const t = useTexts(recordTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const client = useClient();
  const { announce } = useAnnouncer();
  const [search] = useState(() => createDiagnosisStore(client));
  const { query, hits, register, isPending, failure, ask } = useStore(search);
  const form = useStore(note, state => state.form);
  const diagnoses = diagnosesOf(form);
  const input = useRef<HTMLInputElement>(null);
  const { addDiagnosis, changeDiagnosis, removeDiagnosis } = note.getState();
  const render = useCallback((item: Item) => <Hit item={item} language={language} />, [language]);
  const guard = (event: FormEvent<HTMLDivElement>): void => {
    if (event.target instanceof HTMLInputElement && event.target.value.length > LONGEST_QUERY) event.stopPropagation();
  };

  return (
    <div className={css.block}>
      <div onChangeCapture={guard}>
        <ComboBox<Item>
          label={isNurse ? t('reasonSearch') : t('diagnosisSearch')}
          error={failure === null ? undefined : words(failure).says}
          query={query}
          onQueryChange={text => void ask(text)}
          results={hits}
          resultsLabel={t('diagnosisHits')}
          lines="double"
          renderItem={render}
          onPick={item => {
            announce(t(addDiagnosis(item) ? 'diagnosisTaken' : 'diagnosisThere', { code: item.code }));
            void ask('');
          }}
          pending={isPending ? t('diagnosisPending') : undefined}
          empty={t('diagnosisNone')}
          foot={register === '' ? undefined : register}
          inputRef={input}
        />
      </div>
      {diagnoses.length > 0 && (
        <div className={css.diagnoses}>
          {diagnoses.map(entry => (
            <div key={entry.code} className={css.diagnosis}>
              <span className={css.code}>{entry.code}</span>
              <span>{entry.name}</span>
              <RadioGroup
                label={t('primacy', { code: entry.code })}
                hideLabel
                direction="row"
                items={[
                  { id: 'PAA', label: t('PAA') },
                  { id: 'SIVU', label: t('SIVU') },
                ]}
                value={entry.primacy}
                onChange={primacy => changeDiagnosis(entry.code, { primacy })}
              />
              <CheckBox
                isSelected={entry.permanence === 'PYS'}
                onChange={is => changeDiagnosis(entry.code, { permanence: is ? 'PYS' : null })}
              >
                {t('permanent')}
              </CheckBox>
              <IconButton
                icon={X}
                label={t('remove', { code: entry.code })}
                onPress={() => {
                  removeDiagnosis(entry.code);
                  announce(t('removed', { code: entry.code }));
                  input.current?.focus();
                }}
              />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Code and name; below it the name in the register's other languages, which may be what was searched for. */
function Hit({ item, language }: Readonly<{ item: Item; language: Language }>) {
  const name = item[language] || item.fi;
  const others = [item.fi, item.sv, item.latin].filter(
    (text, at, all) => text !== '' && text !== name && all.indexOf(text) === at,
  );
  return (
    <span className={css.hit}>
      <span className={css.code}>{item.code}</span>
      <span>{name}</span>
      <span className={css.hitOther}>{others.join(' · ')}</span>
    </span>
  );
}
