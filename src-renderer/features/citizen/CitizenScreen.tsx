import { useEffect, useState } from 'react';
import { useClient } from '../../api/ClientProvider.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Code, DefinitionList, EmptyState, OpenAddress, Panel, Row, Screen, Skeleton, Stack } from '../../ui/index.ts';
import { citizenTexts } from './citizen.texts.ts';
import css from './citizen.module.css';

const ABILITIES = ['records', 'prescriptions', 'wills', 'log', 'others'] as const;
type Address = Readonly<{ at: 'loading' }> | Readonly<{ at: 'known'; address: string | null }>;

/** Tells where the citizens' pages of the practice world are; they open in a browser, never in this window. */
export function CitizenScreen() {
  const t = useTexts(citizenTexts);
  const client = useClient();
  const [known, setKnown] = useState<Address>({ at: 'loading' });
  useEffect(() => {
    void client.system.citizenPage({}).then(reply => {
      setKnown({ at: 'known', address: reply.ok ? reply.value.address : null });
    });
  }, [client]);
  if (known.at === 'loading')
    return (
      <Screen title={t('title')}>
        <Skeleton label={t('loading')} lines={3} />
      </Screen>
    );
  const { address } = known;
  return (
    <Screen title={t('title')}>
      {address === null ? (
        <EmptyState title={t('none')}>{t('noneMore')}</EmptyState>
      ) : (
        <Panel title={t('practise')}>
          <Stack>
            <p className={css.words}>{t('explain')}</p>
            <DefinitionList items={[{ label: t('address'), value: <Code>{address}</Code> }]} />
            <Row>
              <OpenAddress address={address} open={t('open')} copy={t('copy')} copied={t('copied')} />
            </Row>
            <p className={css.words}>{t('outside')}</p>
            <p className={css.words}>{t('can')}</p>
            <ul className={css.list}>
              {ABILITIES.map(ability => (
                <li key={ability}>{t(ability)}</li>
              ))}
            </ul>
          </Stack>
        </Panel>
      )}
    </Screen>
  );
}
