import { type Ref, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type MedicinePackage } from '../../../shared/domain/medicine.ts';
import { formChanges } from '../../../shared/domain/prescribing/form-changes.ts';
import { type PrescriptionForm } from '../../../shared/domain/prescribing/prescription-form.ts';
import { isWritten } from '../../../shared/domain/prescribing/written-product.ts';
import { ageInYears, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { CheckBox, Row, screenKeys, Section, TextField, useAnnouncer, useKeys } from '../../ui/index.ts';
import { ChangeList } from '../signing/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { AmountFields } from './AmountFields.tsx';
import { changeTexts } from './change.texts.ts';
import { CorrectionFields } from './CorrectionFields.tsx';
import { DoseFields, useDoseError } from './DoseFields.tsx';
import { type DraftItem, type DraftsStore } from './drafts.store.ts';
import { fieldOf, readingOf } from './form-judgement.ts';
import { formTexts } from './form.texts.ts';
import { MoreFields } from './MoreFields.tsx';
import { PatientFields } from './PatientFields.tsx';
import { ProductFields } from './ProductFields.tsx';
import { ProductHead } from './ProductHead.tsx';
import { StorageFields } from './StorageFields.tsx';
import css from './prescribing.module.css';

const bind = screenKeys('prescribing');

type PrescriptionEditorProps = Readonly<{
  item: DraftItem;
  store: DraftsStore;
  open: OpenPatient;
  today: LocalDate;
  /** Ctrl+Enter was pressed in vain: every open point shows at its field. */
  showsAll: boolean;
  onChangeMedicine: () => void;
}>;

/** The package as the database has it now: price, class and conditions are not part of a draft. */
function usePackage(vnr: string | null): MedicinePackage | null {
  const client = useClient();
  const [found, setFound] = useState<MedicinePackage | null>(null);
  useEffect(() => {
    let isCurrent = true;
    if (vnr !== null)
      void client.medicines.byVnr({ vnr }).then(reply => {
        if (isCurrent && reply.ok) setFound(reply.value);
      });
    return () => {
      isCurrent = false;
    };
  }, [client, vnr]);
  return found?.vnr === vnr ? found : null;
}

/** The form of one prescription: dose, amount and purpose first, in the order of the keys. */
export function PrescriptionEditor({ item, store, open, today, showsAll, onChangeMedicine }: PrescriptionEditorProps) {
  const t = useTexts(formTexts);
  const c = useTexts(changeTexts);
  const language = useLanguage();
  const { announce } = useAnnouncer();
  const { edit, takeSuggestion, flush } = useStore(store);
  const { key, form, findings } = item;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const dose = useRef<HTMLInputElement>(null);
  const doseText = useRef<HTMLTextAreaElement>(null);
  const amount = useRef<HTMLInputElement>(null);
  const indication = useRef<HTMLInputElement>(null);
  const patientLanguage = open.patient.language;
  const found = usePackage(form.product?.kind === '1' ? form.product.vnr : null);
  const reading = useMemo(() => readingOf(form, today), [form, today]);
  const age = ageInYears(open.patient.birthDate, today);
  const { renews } = item;
  const renewalChanges = useMemo(() => (renews === undefined ? [] : formChanges(renews, form)), [renews, form]);
  const doseError = useDoseError(reading, form.doseTyped);

  useEffect(() => {
    // What is written by hand is named first.
    const product = store.getState().items.find(other => other.key === key)?.form.product ?? null;
    if (product === null || !isWritten(product) || product.tradeName !== '')
      (dose.current ?? doseText.current)?.focus();
    // The other field for the dose stands in place of the one that had the focus.
  }, [key, store, form.doseTextOnly]);
  const onEdit = (change: Partial<PrescriptionForm>): void => edit(key, change);
  const onBlur = (field: string): void => {
    setLeft(before => new Set([...before, field]));
    void flush();
  };
  const shows = (field: string): boolean => showsAll || left.has(field);
  const errorOf = (field: string): string | undefined =>
    shows(field)
      ? findings?.find(finding => finding.severity === 'block' && fieldOf(finding) === field)?.says[language]
      : undefined;
  const keys = useMemo(
    () => [
      bind('notStated', 'Ctrl+E', `${t('indication')}: ${t('notStated')}`, () =>
        edit(key, { indicationNotStated: true }),
      ),
      bind('doseAsText', 'Alt+T', t('asText'), () => {
        const now = store.getState().items.find(other => other.key === key);
        if (now !== undefined) edit(key, { doseTextOnly: !now.form.doseTextOnly });
      }),
    ],
    [t, edit, key, store],
  );
  useKeys(keys);
  const next = (ref: { current: HTMLInputElement | null }): void => {
    ref.current?.focus();
    ref.current?.select();
  };

  return (
    <section className={css.form} aria-label={t('form')} data-pane="">
      <ProductHead product={form.product} found={found} onChange={onChangeMedicine} />
      {form.product !== null && isWritten(form.product) && (
        <ProductFields
          key={`${key} ${form.product.kind}`}
          product={form.product}
          errorOf={errorOf}
          onEdit={onEdit}
          onBlur={onBlur}
        />
      )}
      {item.before !== undefined && (
        <CorrectionFields before={item.before} form={form} errorOf={errorOf} onEdit={onEdit} onBlur={onBlur} />
      )}
      {item.renews !== undefined && (
        <Section title={c('renewal')}>
          <ChangeList changes={renewalChanges} />
        </Section>
      )}
      {form.storage !== undefined && (
        <StorageFields storage={form.storage} errorOf={errorOf} onEdit={onEdit} onBlur={onBlur} />
      )}
      <DoseFields
        form={form}
        reading={reading}
        patientLanguage={patientLanguage}
        error={shows('doseTyped') ? (doseError ?? errorOf('doseTyped')) : undefined}
        inputRef={dose}
        areaRef={doseText}
        onEdit={onEdit}
        onBlur={() => {
          if (form.doseTyped.trim() !== '') onBlur('doseTyped');
          if (reading.at === 'read') announce(reading.sentence[patientLanguage]);
        }}
        onEnter={() => next(amount)}
      />
      <AmountFields
        form={form}
        reading={reading}
        today={today}
        found={found}
        error={errorOf('amount')}
        inputRef={amount}
        onEdit={onEdit}
        onSuggested={() => takeSuggestion(key)}
        onBlur={() => onBlur('amount')}
        onEnter={() => next(indication)}
      />
      <Row align="fields" gap="group">
        <div data-field="indication">
          <TextField
            label={t('indication')}
            help={t('indicationHelp')}
            error={errorOf('indication')}
            value={form.indication}
            onChange={text => onEdit({ indication: text })}
            onBlur={() => {
              if (form.indication.trim() !== '') onBlur('indication');
            }}
            inputRef={indication as Ref<HTMLInputElement>}
            disabledBecause={form.indicationNotStated ? t('notStatedNow') : undefined}
            width="medium"
          />
        </div>
        <div className={css.beside}>
          <CheckBox
            isSelected={form.indicationNotStated}
            onChange={indicationNotStated => onEdit({ indicationNotStated })}
          >
            {t('notStated')}
          </CheckBox>
        </div>
      </Row>
      <PatientFields form={form} open={open} age={age} errorOf={errorOf} onEdit={onEdit} onBlur={onBlur} />
      <MoreFields form={form} today={today} errorOf={errorOf} onEdit={onEdit} onBlur={onBlur} />
    </section>
  );
}
