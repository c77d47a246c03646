import { CircleCheck, CircleHelp, X } from 'lucide-react';
import { type DispensingForm, type PackRead } from '../../../shared/domain/dispensing/dispensing.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Code, FieldGroup, IconButton, Row, Stack, Tag } from '../../ui/index.ts';
import { formTexts } from './form.texts.ts';
import { listTexts } from './list.texts.ts';
import css from './dispensing.module.css';

type PacksReadProps = Readonly<{
  form: Pick<DispensingForm, 'packs' | 'packages' | 'vnr'>;
  onDrop: (pack: PackRead) => void;
  error: string | undefined;
}>;

/** Packs that were read from their DataMatrix, each with what the verification service said. */
export function PacksRead({ form, onDrop, error }: PacksReadProps) {
  const t = useTexts(formTexts);
  const l = useTexts(listTexts);
  const formats = useFormats();
  if (form.packs.length === 0) return null;
  return (
    <div data-field="packs">
      <FieldGroup label={t('packsRead', { count: form.packs.length, of: form.packages })}>
        <Stack gap="related">
          {form.packs.map(pack => (
            <Row key={`${pack.gtin} ${pack.serial}`}>
              <Tag
                look="plain"
                tone={pack.vnr !== form.vnr ? 'stop' : pack.verified ? 'info' : 'warn'}
                icon={pack.verified ? CircleCheck : CircleHelp}
              >
                {t(pack.vnr !== form.vnr ? 'packOther' : pack.verified ? 'packVerified' : 'packNotVerified')}
              </Tag>
              <span className={css.pair}>
                {l('serial')} <Code>{pack.serial}</Code>
              </span>
              <span className={css.pair}>
                {l('batch')} <Code>{pack.batch === '' ? '–' : pack.batch}</Code>
              </span>
              <span className={css.pair}>
                {l('expiry')} {pack.expiresOn === null ? '–' : formats.date(pack.expiresOn)}
              </span>
              <IconButton icon={X} label={t('packDrop', { serial: pack.serial })} onPress={() => onDrop(pack)} />
            </Row>
          ))}
          {error !== undefined && <p className={css.packError}>{error}</p>}
        </Stack>
      </FieldGroup>
    </div>
  );
}
