import { type Dispensing } from '../../../shared/domain/dispensing/dispensing.ts';
import { type PrescriptionCorrectionForm } from '../../../shared/domain/dispensing/pharmacy-act.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { DefinitionList, Panel, Quiet } from '../../ui/index.ts';
import { actTexts } from './acts.texts.ts';
import css from './dispensing.module.css';

type ActDiffProps =
  | Readonly<{ of: 'dispensing'; before: Dispensing; after: Dispensing | null }>
  | Readonly<{ of: 'prescription'; before: PrescriptionCorrectionForm; after: PrescriptionCorrectionForm }>;

type Line = Readonly<{ label: string; before: string; after: string }>;

/** Only what changes, the old struck through before the new. */
export function ActDiff(props: ActDiffProps) {
  const t = useTexts(actTexts);
  const formats = useFormats();
  const lines: readonly Line[] =
    props.of === 'prescription'
      ? [
          { label: t('dose'), before: props.before.doseText, after: props.after.doseText },
          { label: t('indication'), before: props.before.indication, after: props.after.indication },
          { label: t('message'), before: props.before.messageToPharmacy, after: props.after.messageToPharmacy },
        ]
      : props.after === null
        ? []
        : dispensingLines(props.before, props.after);

  function dispensingLines(before: Dispensing, after: Dispensing): readonly Line[] {
    const left = (of: Dispensing): string => (of.remaining === null ? '' : formats.quantity(of.remaining));
    const price = (of: Dispensing): string => (of.priceCents === null ? '' : formats.money(of.priceCents));
    const closed = (of: Dispensing): string => (of.fullyDispensed ? t('yes') : t('no'));
    return [
      { label: t('packages'), before: String(before.packages), after: String(after.packages) },
      { label: t('amount'), before: formats.quantity(before.amount), after: formats.quantity(after.amount) },
      { label: t('left'), before: left(before), after: left(after) },
      { label: t('price'), before: price(before), after: price(after) },
      { label: t('fully'), before: closed(before), after: closed(after) },
      { label: t('labelDose'), before: before.labelDoseText, after: after.labelDoseText },
      { label: t('remark'), before: before.remark, after: after.remark },
    ];
  }

  const changed = lines.filter(({ before, after }) => before.trim() !== after.trim());
  return (
    <Panel title={t('diff')}>
      {changed.length === 0 ? (
        <Quiet>{t('diffNone')}</Quiet>
      ) : (
        <DefinitionList
          items={changed.map(({ label, before, after }) => ({
            label,
            isChanged: true,
            value: (
              <span aria-label={t('becomes', { before: before || '–', after: after || '–' })} role="text">
                <del className={css.was}>{before || '–'}</del> <ins className={css.becomes}>{after || '–'}</ins>
              </span>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
