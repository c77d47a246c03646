import { type ReactNode } from 'react';
import { type RenewalRow } from '../../../shared/contract/renewals.contract.ts';
import { type Adherence, type CountedDays } from '../../../shared/domain/prescribing/adherence.ts';
import { type LaboratoryResult } from '../../../shared/domain/records/laboratory-results.ts';
import { isDecimal } from '../../../shared/kernel/decimal.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Quiet, Row, Stack, TwoLines } from '../../ui/index.ts';
import { isOpen, type ResultsFetch } from './renewals.store.ts';
import { treatmentTexts } from './treatment.texts.ts';

/** Rounded down: what is not whole is not full. */
const percentOf = ({ covered, passed }: CountedDays): number => Math.floor((100 * covered) / passed);

/** Days covered in the row: the number, and below it what it stands on. */
export function CoverCell({ row }: Readonly<{ row: RenewalRow }>) {
  const t = useTexts(treatmentTexts);
  if (row.adherence === null || !isOpen(row)) return null;
  if ('uncounted' in row.adherence) return <TwoLines top="–" below={t('uncounted')} />;
  const { days } = row.adherence;
  return (
    <TwoLines
      top={t('percent', { percent: percentOf(days) })}
      below={t('ofDays', { covered: days.covered, passed: days.passed })}
    />
  );
}

/** The same in the detail, with the dispensings behind it or why it cannot be counted. */
export function CoverFacts({ adherence }: Readonly<{ adherence: Adherence }>) {
  const t = useTexts(treatmentTexts);
  const formats = useFormats();
  if ('uncounted' in adherence) return t('uncountedBecause', { reason: t(adherence.uncounted) });
  const { since, supplied, left, lots, covered, passed } = adherence.days;
  const basis = t('standsOn', { count: lots, since: formats.date(since), supplied });
  return (
    <TwoLines
      top={t('coveredOf', { covered, passed, percent: percentOf(adherence.days) })}
      below={`${basis} ${left > 0 ? t('stillFor', { left }) : t('usedUp')}`}
    />
  );
}

type Value = Readonly<{ name: string; value: string; on: LaboratoryResult['on']; limits: string }>;

const limitsOf = (low: string, high: string): string =>
  low === '' ? `≤ ${high}` : high === '' ? `≥ ${low}` : `${low}–${high}`;

/** eGFR and the results of notes alike, the newest first. */
function useValues({ egfr, results }: RenewalRow): readonly Value[] {
  const t = useTexts(treatmentTexts);
  const formats = useFormats();
  const shown = (text: string): string => (isDecimal(text) ? formats.decimal(text) : text);
  const values = results.map(({ name, result, unit, low, high, on }) => ({
    name,
    value: formats.quantity({ value: shown(result), unit }),
    on,
    limits: low === '' && high === '' ? '' : t('reference', { limits: limitsOf(shown(low), shown(high)) }),
  }));
  const kidneys = egfr === null ? [] : [{ name: 'eGFR', value: String(egfr.value), on: egfr.on, limits: '' }];
  return [...kidneys, ...values].sort((a, b) => b.on.localeCompare(a.on));
}

/** What stands in the cell, and below it the newest value that is at hand. */
export function NewestResult({ row, children }: Readonly<{ row: RenewalRow; children: ReactNode }>) {
  const t = useTexts(treatmentTexts);
  const formats = useFormats();
  const [newest] = useValues(row);
  if (newest === undefined) return children;
  const { name, value, on } = newest;
  return <TwoLines top={children} below={t('value', { name, value, date: formats.date(on) })} />;
}

type LaboratoryFactsProps = Readonly<{ row: RenewalRow; fetching: ResultsFetch | undefined; onFetch: () => void }>;

/** The newest value of each examination at hand; the archive is read when the person asks for it. */
export function LaboratoryFacts({ row, fetching, onFetch }: LaboratoryFactsProps) {
  const t = useTexts(treatmentTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const values = useValues(row);
  return (
    <Stack gap="related">
      {values.map(({ name, value, on, limits }) => (
        <TwoLines
          key={name}
          top={`${name} ${value}`}
          below={[formats.date(on), limits].filter(part => part !== '').join(', ')}
        />
      ))}
      {fetching?.at === 'read' && fetching.older ? <Quiet>{t('olderLeft')}</Quiet> : null}
      {fetching?.at === 'refused' ? <span role="alert">{words({ code: fetching.code }).says}</span> : null}
      <Row>
        {values.length === 0 ? <span>{t(fetching?.at === 'read' ? 'noneAnywhere' : 'noResults')}</span> : null}
        {fetching?.at === 'read' || !isOpen(row) ? null : (
          <Button keys="L" variant="quiet" isPending={fetching?.at === 'asking'} onPress={onFetch}>
            {t('fetchResults')}
          </Button>
        )}
      </Row>
    </Stack>
  );
}
