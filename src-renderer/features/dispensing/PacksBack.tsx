import { type MadePack, type PackFate } from '../../../shared/domain/dispensing/pack-return.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Quiet, RadioGroup, Stack } from '../../ui/index.ts';
import { packReturnTexts } from './pack-return.texts.ts';
import { stopWord } from './sale-words.ts';

type PacksBackProps = Readonly<{
  packs: readonly MadePack[];
  value: PackFate | null;
  error: string | undefined;
  autoFocus: boolean;
  onChange: (fate: PackFate) => void;
}>;

/** Where the packs of the dispensing are: only what never left is sold again, and no pack by itself. */
export function PacksBack({ packs, value, error, autoFocus, onChange }: PacksBackProps) {
  const t = useTexts(packReturnTexts);
  const out = packs.filter(({ standing }) => standing === 'out');
  if (out.length === 0) return null;
  return (
    <Stack gap="related">
      <RadioGroup
        label={t('where', { count: out.length })}
        items={[
          { id: 'inPharmacy', label: t('inPharmacy'), detail: t('inPharmacyMore') },
          { id: 'handedOver', label: t('handedOver'), detail: t('handedOverMore') },
        ]}
        value={value}
        onChange={onChange}
        error={error}
        isRequired
        autoFocus={autoFocus}
      />
      {value === 'inPharmacy' &&
        out.flatMap(({ serial, stop }) =>
          stop === null ? [] : [<Quiet key={serial}>{t('cannot', { serial, why: t(stopWord(stop)) })}</Quiet>],
        )}
    </Stack>
  );
}
