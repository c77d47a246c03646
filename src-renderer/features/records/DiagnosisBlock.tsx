import { useRef } from 'react';
import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { useTexts } from '../../i18n/texts.ts';
import { CheckBox, IconButton, RadioGroup, useAnnouncer } from '../../ui/index.ts';
import { CodeField } from './CodeField.tsx';
import { diagnosesOf } from './note-form.ts';
import { type NoteStore } from './note.store.ts';
import { structuredTexts } from './structured.texts.ts';
import css from './records.module.css';

type DiagnosisBlockProps = Readonly<{ note: NoteStore; isNurse: boolean }>;

/** Diagnoses of the physician, reasons for the visit of the nurse: the first one taken is the main one. */
export function DiagnosisBlock({ note, isNurse }: DiagnosisBlockProps) {
  const t = useTexts(structuredTexts);
  const { announce } = useAnnouncer();
  const form = useStore(note, state => state.form);
  const diagnoses = diagnosesOf(form);
  const input = useRef<HTMLInputElement>(null);
  const { addDiagnosis, changeDiagnosis, removeDiagnosis } = note.getState();

  return (
    <div className={css.block}>
      <CodeField
        register="diagnoses"
        label={isNurse ? t('reasonSearch') : t('diagnosisSearch')}
        onPick={item => announce(t(addDiagnosis(item) ? 'diagnosisTaken' : 'diagnosisThere', { code: item.code }))}
        inputRef={input}
      />
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
