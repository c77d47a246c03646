import { type RenewalRow } from '../../../shared/contract/renewals.contract.ts';
import { type PrescriptionRow } from '../../../shared/domain/prescribing/prescription.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { dateInHelsinki, instantMs } from '../../../shared/kernel/time.ts';
import { useFormats } from '../../i18n/formats.ts';
import { unitWord } from '../../i18n/product-words.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Banner, Button, type Definition, DefinitionList, EmptyState, FindingList, Panel } from '../../ui/index.ts';
import { FindingLine, sortedFindings } from '../signing/index.ts';
import { type Outcome } from './RejectDialog.tsx';
import { isForBatch, isOpen, type ResultsFetch } from './renewals.store.ts';
import { CoverFacts, LaboratoryFacts } from './TreatmentFacts.tsx';
import { treatmentTexts } from './treatment.texts.ts';
import { renewalTexts } from './renewals.texts.ts';

type RenewalDetailProps = Readonly<{
  row: RenewalRow | null;
  fetching: ResultsFetch | undefined;
  onResults: (row: RenewalRow) => void;
  onRenew: (row: RenewalRow) => void;
  onModify: (row: RenewalRow) => void;
  onReject: (row: RenewalRow, first: Outcome) => void;
}>;

/** What is known of one request: the patient's word, the prescription as it stands, and why it is routine or not. */
export function RenewalDetail({ row, fetching, onResults, onRenew, onModify, onReject }: RenewalDetailProps) {
  const t = useTexts(renewalTexts);
  const facts = useTexts(treatmentTexts);
  const language = useLanguage();
  const formats = useFormats();
  if (row === null)
    return (
      <Panel title={t('detail')} grows>
        <EmptyState title={t('pick')} />
      </Panel>
    );
  const prescription = row.row?.prescription ?? null;
  const day = (at: Parameters<typeof instantMs>[0]): string => formats.date(dateInHelsinki(instantMs(at)));
  const dispensedItems = ({ dispensedLots, lastDispensedAt, remaining }: PrescriptionRow): readonly Definition[] => [
    ...(remaining === null
      ? []
      : [
          {
            label: t('remaining'),
            value: formats.quantity({ value: remaining.value, unit: unitWord(remaining.unit, language) }),
          },
        ]),
    { label: t('lots'), value: formats.count(dispensedLots) },
    ...(lastDispensedAt === null ? [] : [{ label: t('lastLot'), value: day(lastDispensedAt) }]),
  ];
  return (
    <Panel
      title={row.patientName}
      grows
      {...(isOpen(row)
        ? {
            foot: (
              <>
                <Button keys="U" onPress={() => onRenew(row)}>
                  {t(isForBatch(row) ? 'renewOff' : 'renew')}
                </Button>
                <Button keys="M" variant="quiet" onPress={() => onModify(row)}>
                  {t('modifyShort')}
                </Button>
                <Button keys="P" variant="quiet" onPress={() => onReject(row, 'rejected')}>
                  {t('rejected')}
                </Button>
                <Button keys="S" variant="quiet" onPress={() => onReject(row, 'returned')}>
                  {t('returned')}
                </Button>
              </>
            ),
          }
        : {})}
    >
      {row.answer === null || row.answer.ground === '' ? null : (
        <Banner kind="note">{`${t(row.answer.outcome === 'returned' ? 'returnGround' : 'rejectGround')}: ${row.answer.ground}`}</Banner>
      )}
      {row.message === '' ? null : <Banner kind="note">{`${t('message')}: ${row.message}`}</Banner>}
      {row.grounds.length === 0 ? (
        <p>{t('noGrounds')}</p>
      ) : (
        <FindingList label={t('why')}>
          {sortedFindings(row.grounds).map(finding => (
            <FindingLine key={finding.rule} finding={finding} />
          ))}
        </FindingList>
      )}
      <DefinitionList
        items={[
          ...(prescription === null
            ? [{ label: t('medicine'), value: t('unknown') }]
            : [
                { label: t('dose'), value: prescription.dose.text },
                {
                  label: t('indication'),
                  value: prescription.indication === '' ? t('notStated') : prescription.indication,
                },
              ]),
          ...(row.adherence === null
            ? []
            : [{ label: facts('covered'), value: <CoverFacts adherence={row.adherence} /> }]),
          {
            label: facts('results'),
            value: <LaboratoryFacts row={row} fetching={fetching} onFetch={() => onResults(row)} />,
          },
          {
            label: facts('lastSeen'),
            value: row.lastSeenOn === null ? facts('notSeen') : formats.date(row.lastSeenOn),
          },
          ...(row.row === null ? [] : dispensedItems(row.row)),
          ...(prescription === null
            ? []
            : [
                { label: t('prescriber'), value: fullName(prescription.prescriber) },
                { label: t('prescribed'), value: day(prescription.prescribedAt) },
              ]),
          { label: t('requested'), value: formats.dateTime(row.requestedAt) },
          ...(row.endsAt === null ? [] : [{ label: t('ends'), value: formats.dateTime(row.endsAt) }]),
        ]}
      />
    </Panel>
  );
}
