import { type Ref } from 'react';
import {
  DOSE_EXPECTATION_TEXTS,
  DOSE_FAULT_TEXTS,
  type DoseFault,
} from '../../../shared/domain/prescribing/dose-language.ts';
import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, TextArea, TextField } from '../../ui/index.ts';
import { type DoseReading } from './form-judgement.ts';
import { formTexts } from './form.texts.ts';
import css from './prescribing.module.css';

type DoseFieldsProps = Readonly<{
  form: PrescriptionForm;
  reading: DoseReading;
  patientLanguage: PatientLanguage;
  /** What is wrong, once the field has been left. */
  error: string | undefined;
  inputRef: Ref<HTMLInputElement>;
  /** Of the dose as text. */
  areaRef: Ref<HTMLTextAreaElement>;
  onEdit: (change: Partial<PrescriptionForm>) => void;
  onBlur: () => void;
  onEnter: () => void;
}>;

const LANGUAGE_WORDS = { fi: 'inFinnish', sv: 'inSwedish', en: 'inEnglish' } as const;

/** The dose as shorthand with its sentence, or as text. */
export function DoseFields(props: DoseFieldsProps) {
  const { form, reading, patientLanguage, error, inputRef, areaRef, onEdit, onBlur, onEnter } = props;
  const t = useTexts(formTexts);
  const toggle = (
    <Button variant="quiet" keys="Alt+T" keysShow="held" onPress={() => onEdit({ doseTextOnly: !form.doseTextOnly })}>
      {form.doseTextOnly ? t('asShorthand') : t('asText')}
    </Button>
  );
  return (
    <div data-field="doseTyped">
      {form.doseTextOnly ? (
        <TextArea
          label={t('doseText')}
          help={t('doseTextHelp', {
            language: t(patientLanguage === 'fi' ? 'patientLanguageFi' : 'patientLanguageSv'),
          })}
          error={error}
          value={form.doseTyped}
          onChange={doseTyped => onEdit({ doseTyped })}
          onBlur={onBlur}
          rows={2}
          areaRef={areaRef}
          lang={patientLanguage}
          isRequired
        />
      ) : (
        <TextField
          label={t('dose')}
          help={t('doseHelp')}
          error={error}
          value={form.doseTyped}
          onChange={doseTyped => onEdit({ doseTyped })}
          onBlur={onBlur}
          onEnter={onEnter}
          inputRef={inputRef}
          width="full"
          isRequired
        />
      )}
      <div className={css.liveLine}>
        <div className={css.live}>
          {reading.at === 'read' ? (
            <Sentences sentence={reading.sentence} patientLanguage={patientLanguage} />
          ) : reading.at === 'fault' && error === undefined ? (
            <Fault fault={reading.fault} typed={form.doseTyped} />
          ) : null}
        </div>
        {toggle}
      </div>
    </div>
  );
}

function Sentences({
  sentence,
  patientLanguage,
}: Readonly<{ sentence: (DoseReading & { at: 'read' })['sentence']; patientLanguage: PatientLanguage }>) {
  const t = useTexts(formTexts);
  const language = useLanguage();
  return (
    <>
      <p className={css.liveMain} lang={patientLanguage}>
        {sentence[patientLanguage]}
      </p>
      {language !== patientLanguage && (
        <p className={css.liveOther}>
          <span lang={language}>{sentence[language]}</span>{' '}
          <span className={css.liveLanguage}>{`(${t(LANGUAGE_WORDS[language])})`}</span>
        </p>
      )}
    </>
  );
}

/** While it is typed: the place that is not understood, and what would be. */
function Fault({ fault, typed }: Readonly<{ fault: DoseFault; typed: string }>) {
  const words = useFaultWords();
  const part = typed.slice(fault.at, fault.at + fault.length);
  return (
    <p className={css.fault}>
      {part !== '' && <span className={css.faultPart}>{part}</span>}
      <span>{words(fault)}</span>
    </p>
  );
}

function useFaultWords(): (fault: DoseFault) => string {
  const t = useTexts(formTexts);
  const language = useLanguage();
  return ({ code, expected }) =>
    [
      DOSE_FAULT_TEXTS[code][language],
      ...(expected.length === 0
        ? []
        : [t('expected', { what: expected.map(e => DOSE_EXPECTATION_TEXTS[e][language]).join('; ') })]),
    ].join(' ');
}

/** The fault in one line for the field itself, with the place in words. */
export function useDoseError(reading: DoseReading, typed: string): string | undefined {
  const t = useTexts(formTexts);
  const words = useFaultWords();
  if (reading.at !== 'fault') return undefined;
  const { at, length } = reading.fault;
  const part = typed.slice(at, at + length).trim();
  return [...(part === '' ? [] : [t('faultAt', { part })]), words(reading.fault)].join(' ');
}
