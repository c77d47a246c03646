import { useEffect, useState } from 'react';
import { BadgeCheck } from 'lucide-react';
import { type OwnRights } from '../../../shared/contract/session.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, DefinitionList, Panel, Skeleton, Stack, Tag } from '../../ui/index.ts';
import { ownRightsTexts } from './own-rights.texts.ts';

/** The own right in short, with its limitations and its age; the whole of it is a page of its own. */
export function OwnRightsPanel({ nowMs, onOpen }: Readonly<{ nowMs: number; onOpen: () => void }>) {
  const t = useTexts(ownRightsTexts);
  const formats = useFormats();
  const client = useClient();
  const [known, setKnown] = useState<OwnRights | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    void client.session.ownRights({ again: false }).then(reply => {
      if (reply.ok) setKnown(reply.value);
      else setFailure(reply.error);
    });
  }, [client]);
  const right = known?.right ?? null;
  return (
    <Panel
      title={t('title')}
      actions={
        <Button icon={BadgeCheck} onPress={onOpen}>
          {t('openOwn')}
        </Button>
      }
    >
      <Stack>
        <FailureBanner failure={failure} />
        {known === null ? (
          failure === null ? (
            <Skeleton label={t('loading')} />
          ) : null
        ) : right === null ? (
          <p>{t('nothingKnown')}</p>
        ) : (
          <DefinitionList
            items={[
              {
                label: t('state'),
                value: (
                  <Tag tone={right.inForce ? 'info' : 'stop'} look="plain">
                    {t(right.inForce ? 'inForce' : 'notInForce')}
                  </Tag>
                ),
              },
              {
                label: t('validity'),
                value: `${formats.date(right.from)} – ${right.until === null ? t('open') : formats.date(right.until)}`,
              },
              {
                label: t('limitations'),
                value:
                  right.limitations.length === 0
                    ? t('noLimitations')
                    : right.limitations.map(({ says, code }) => (says === '' ? code : says)).join(' '),
              },
              {
                label: t('asOf'),
                value:
                  known.asOf === null
                    ? null
                    : `${formats.dateTime(known.asOf)} (${t('ago', { age: formats.age(known.asOf, nowMs) })})`,
              },
            ]}
          />
        )}
      </Stack>
    </Panel>
  );
}
