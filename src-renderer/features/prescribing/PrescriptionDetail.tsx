import { type ReactNode } from 'react';
import { X } from 'lucide-react';
import {
  CONTROL_CLASSES,
  IDENTIFICATION_METHODS,
  MINOR_DISCLOSURES,
  PRODUCT_KINDS,
  TREATMENT_KINDS,
} from '../../../shared/codes/prescription-values.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { type Language } from '../../../shared/kernel/language.ts';
import { type Prescription, type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { productName } from '../../../shared/domain/prescribing/product.ts';
import { strengthAndForm, unitWord } from '../../i18n/product-words.ts';
import { type Formats, useFormats } from '../../i18n/formats.ts';
import { type Translate, useLanguage, useTexts } from '../../i18n/texts.ts';
import { Amount, Code, type Definition, DefinitionList, IconButton, ItemName, Row } from '../../ui/index.ts';
import { substanceWords } from './product-words.ts';
import { StateTag } from './PrescriptionTable.tsx';
import { prescribingTexts } from './prescribing.texts.ts';
import { SheetButton } from './SheetButton.tsx';
import css from './prescribing.module.css';

type T = Translate<keyof (typeof prescribingTexts)['byLanguage']['fi']>;

function amountWords({ amount }: Prescription, t: T, formats: Formats): string {
  switch (amount.mode) {
    case '1':
      return `${t('packages', { count: amount.packages })} x ${amount.sizeText}`;
    case '2':
      return formats.quantity(amount.total);
    case '3':
      return t('duration', { days: amount.lengthDays, start: formats.date(amount.start) });
    case '9':
      return t('nothingToDispense');
    default:
      return amount satisfies never;
  }
}

function iterationWords({ iteration }: Prescription, t: T): string {
  if (iteration === null) return '';
  return [
    t('iterationTimes', { count: iteration.repeats }),
    ...(iteration.intervalDays === null ? [] : [t('iterationDays', { days: iteration.intervalDays })]),
  ].join(', ');
}

/** Every treatment kind, and for a work accident who employs and insures. */
function treatmentWords(prescription: Prescription, language: Language): string {
  const { treatmentKind, otherTreatmentKinds = [], employer = '', insurer = '' } = prescription;
  const kinds = [treatmentKind, ...otherTreatmentKinds].map(kind => TREATMENT_KINDS[kind][language]);
  return [...kinds, employer, insurer].filter(part => part !== '').join(', ');
}

function marksOf(prescription: Prescription, t: T): string {
  const marks = [
    prescription.permanentMedication && t('permanent'),
    prescription.startOfUse && t('startOfUse'),
    prescription.substitutionProhibited && t('noSubstitution'),
    prescription.renewalProhibited && t('noRenewal'),
    prescription.doseDispensing && t('doseDispensing', { who: '' }).replace(/:\s*$/, ''),
    prescription.sic && t('sic'),
  ];
  return marks.filter(mark => mark !== false).join(', ');
}

/** Everything a prescription says, in the order in which it is asked for. */
export function PrescriptionDetail({
  row,
  changes,
  onClose,
}: Readonly<{ row: PrescriptionRow; changes: ReactNode; onClose: () => void }>) {
  const t = useTexts(prescribingTexts);
  const language = useLanguage();
  const formats = useFormats();
  const { prescription } = row;
  const { product, narcoticIdentification: identified, minorDisclosure } = prescription;
  const given = (label: string, value: string): readonly Definition[] => (value === '' ? [] : [{ label, value }]);
  const items: readonly Definition[] = [
    { label: t('state'), value: <StateTag row={row} t={t} formats={formats} /> },
    {
      label: t('left'),
      value:
        row.remaining === null ? null : (
          <Amount
            value={formats.decimal(row.remaining.value)}
            unit={unitWord(row.remaining.unit, language)}
            look="strong"
          />
        ),
    },
    { label: t('amount'), value: amountWords(prescription, t, formats) },
    ...given(t('iteration'), iterationWords(prescription, t)),
    { label: t('until'), value: formats.date(row.expiresOn) },
    {
      label: t('dispensedLots'),
      value:
        row.lastDispensedAt === null
          ? t('noLots')
          : t('lots', { count: row.dispensedLots, when: formats.dateOf(row.lastDispensedAt) }),
    },
    { label: t('indication'), value: prescription.indication === '' ? t('notStated') : prescription.indication },
    ...given(t('marks'), marksOf(prescription, t)),
    ...given(t('messageToPharmacy'), prescription.messageToPharmacy),
    {
      label: t('prescriber'),
      value: `${fullName(prescription.prescriber)}, ${prescription.prescriber.organisation.name[language]}`,
    },
    { label: t('prescribed'), value: formats.dateTime(prescription.prescribedAt) },
    { label: t('treatmentKind'), value: treatmentWords(prescription, language) },
    ...given(t('substances'), substanceWords(product)),
    ...given(t('preparation'), product.preparation ?? ''),
    ...given(t('atc'), [product.atc, language === 'sv' ? product.atcName.sv : product.atcName.fi].join(' ').trim()),
    ...(product.kind === '1' ? [] : [{ label: t('product'), value: PRODUCT_KINDS[product.kind][language] }]),
    ...(product.kind === '9'
      ? []
      : [
          ...given(t('packaging'), [product.sizeText, product.container].filter(p => p !== '').join(', ')),
          ...(product.vnr ? [{ label: t('vnr'), value: <Code>{product.vnr}</Code> }] : []),
          ...given(t('holder'), product.holder),
        ]),
    ...(product.controlClass === null
      ? []
      : [{ label: t('controlled'), value: CONTROL_CLASSES[product.controlClass][language] }]),
    ...(identified === null
      ? []
      : [
          {
            label: t('identified'),
            value: [
              IDENTIFICATION_METHODS[identified.code][language],
              ...(identified.text ? [identified.text] : []),
            ].join(': '),
          },
        ]),
    ...(minorDisclosure === null ? [] : [{ label: t('minor'), value: MINOR_DISCLOSURES[minorDisclosure][language] }]),
    ...(prescription.weightKg === null
      ? []
      : [{ label: t('weight'), value: formats.quantity({ value: prescription.weightKg, unit: 'kg' }) }]),
    {
      label: t('oid'),
      value: (
        <span>
          <Code>{prescription.oid}</Code>{' '}
          <span className={css.quiet}>{t('version', { version: prescription.version })}</span>
        </span>
      ),
    },
  ];
  return (
    <section className={css.detail} aria-label={t('detail')} data-pane="" tabIndex={-1}>
      <header className={css.detailHead}>
        <ItemName name={productName(product, language)} rest={strengthAndForm(product, language)} />
        <IconButton icon={X} label={t('close')} onPress={onClose} />
      </header>
      <div className={css.detailBody} tabIndex={0} role="region" aria-label={t('detail')}>
        <p className={css.sentence}>{prescription.dose.text}</p>
        <Row>
          {changes}
          <SheetButton patientId={prescription.patient.id} setIds={[prescription.setId]} />
        </Row>
        <DefinitionList items={items} />
      </div>
    </section>
  );
}
