import { X } from 'lucide-react';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { type MedicinePackage } from '../../../shared/domain/medicine.ts';
import { type Language } from '../../../shared/kernel/language.ts';
import { strengthOf } from '../../i18n/product-words.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { type Formats, useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Banner, Code, IconButton, Row } from '../../ui/index.ts';
import { listTexts } from './list.texts.ts';
import { type SayList, situationOf } from './row-words.ts';
import { type ScanOutcome } from './scan.store.ts';
import css from './dispensing.module.css';

const PACK_WORDS = {
  supplied: 'packSupplied',
  expired: 'packExpired',
  recalled: 'packRecalled',
  withdrawn: 'packWithdrawn',
  stolen: 'packStolen',
  destroyed: 'packDestroyed',
  locked: 'packLocked',
  mismatch: 'packMismatch',
  unknown: 'packUnknown',
} as const;

const packName = (pack: MedicinePackage, language: Language): string =>
  [pack.tradeName, strengthOf(pack, language), pack.sizeText].filter(part => part !== '').join(' ');

/** What came of a pack, in words; null when the row that it opened says enough. */
export function scanWords(
  outcome: ScanOutcome,
  today: LocalDate,
  language: Language,
  t: SayList,
  formats: Formats,
): string | null {
  switch (outcome.kind) {
    case 'faulty':
      return t(
        outcome.why === 'gtin' ? 'scanFaultyGtin' : outcome.why === 'expiry' ? 'scanFaultyExpiry' : 'scanUnreadable',
      );
    case 'gtin':
      return outcome.isExpired && outcome.gs1.expiresOn !== null
        ? t('scanExpired', { date: formats.date(outcome.gs1.expiresOn) })
        : t('scanGtin', { gtin: outcome.gs1.gtin });
    case 'refusedPack':
      return t(PACK_WORDS[outcome.state], {
        name: outcome.pack === null ? outcome.gs1.gtin : packName(outcome.pack, language),
      });
    case 'unknownVnr':
      return t('scanUnknown', { vnr: outcome.vnr });
    case 'prescription':
      return outcome.failure === null ? null : t('namedNone', { identifier: outcome.setId });
    case 'pack': {
      const name = packName(outcome.pack, language);
      const { fit } = outcome;
      if (fit.kind === 'one') return null;
      if (fit.kind === 'none') return t('scanNone', { name });
      if (fit.kind === 'several') return t('scanSeveral', { name, count: fit.rows.length });
      const { word, below } = situationOf(fit.row, undefined, false, false, today, t, formats);
      return t('scanNotNow', { name, why: [word, below].filter(part => part !== '').join(', ') });
    }
    default:
      return outcome satisfies never;
  }
}

type ScanNoticeProps = Readonly<{ outcome: ScanOutcome; today: LocalDate; onClose: () => void }>;

/** A pack that fits nothing, a code that cannot be read: said where the eye is, until the next pack. */
export function ScanNotice({ outcome, today, onClose }: ScanNoticeProps) {
  const t = useTexts(listTexts);
  const language = useLanguage();
  const formats = useFormats();
  const failure = useFailureWords();
  const text = scanWords(outcome, today, language, t, formats);
  if (text === null) return null;
  const isStop = outcome.kind !== 'gtin' || outcome.isExpired;
  const gs1 = outcome.kind === 'gtin' || outcome.kind === 'refusedPack' ? outcome.gs1 : null;
  return (
    <Banner
      kind={isStop ? 'error' : 'partial'}
      action={<IconButton icon={X} label={t('close')} keys="Esc" onPress={onClose} />}
    >
      {text}
      {outcome.kind === 'unknownVnr' && ` ${failure(outcome.failure).todo}`}
      {outcome.kind === 'prescription' && outcome.failure !== null && ` ${failure(outcome.failure).told}`}
      {gs1 !== null && (
        <Row gap="group">
          <span className={css.pair}>
            {t('gtin')} <Code>{gs1.gtin}</Code>
          </span>
          <span className={css.pair}>
            {t('expiry')} {gs1.expiresOn === null ? '–' : formats.date(gs1.expiresOn)}
          </span>
          <span className={css.pair}>
            {t('batch')} <Code>{gs1.batch === '' ? '–' : gs1.batch}</Code>
          </span>
          <span className={css.pair}>
            {t('serial')} <Code>{gs1.serial === '' ? '–' : gs1.serial}</Code>
          </span>
        </Row>
      )}
    </Banner>
  );
}
