import { UserRoundCheck } from 'lucide-react';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Code, OpenAddress, Row, Stack } from '../../ui/index.ts';
import { type WellbeingView } from './wellbeing.store.ts';
import { wellbeingTexts } from './wellbeing.texts.ts';
import css from './wellbeing.module.css';

type PermissionPanelProps = Pick<WellbeingView, 'waiting' | 'isAsking'> &
  Readonly<{ onAsk: () => void; onCancel: () => void }>;

/** The citizen's door: a request to be made, or one that waits for its answer. */
export function PermissionPanel({ waiting, isAsking, onAsk, onCancel }: PermissionPanelProps) {
  const t = useTexts(wellbeingTexts);
  const formats = useFormats();
  if (waiting === null)
    return (
      <section className={css.permission} aria-label={t('noPermission')}>
        <Stack>
          <h3 className={css.heading}>{t('noPermission')}</h3>
          <p className={css.words}>{t('noPermissionMore')}</p>
          <div>
            <Button variant="primary" icon={UserRoundCheck} keys="F12" isPending={isAsking} onPress={onAsk}>
              {t('ask')}
            </Button>
          </div>
        </Stack>
      </section>
    );
  const { address, until } = waiting;
  return (
    <section className={css.permission} aria-label={t('waiting')}>
      <Stack>
        <h3 className={css.heading} role="status">
          {t('waiting')}
        </h3>
        <p className={css.words}>{t('waitingMore', { time: formats.time(until) })}</p>
        <p className={css.address}>
          <Code>{address}</Code>
        </p>
        <Row>
          <OpenAddress address={address} open={t('open')} copy={t('copy')} copied={t('copied')} />
          <Button variant="quiet" onPress={onCancel}>
            {t('cancel')}
          </Button>
        </Row>
      </Stack>
    </section>
  );
}
