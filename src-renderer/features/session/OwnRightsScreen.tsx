import { useCallback, useEffect, useMemo, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { type OwnCertificate, type OwnRights } from '../../../shared/contract/session.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { isKnownLimitation } from '../../../shared/domain/people/limitation.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  Code,
  DefinitionList,
  EmptyState,
  Panel,
  Screen,
  screenKeys,
  Section,
  Skeleton,
  Stack,
  Tag,
  type Tone,
  useKeys,
} from '../../ui/index.ts';
import { ownRightsTexts } from './own-rights.texts.ts';
import css from './own-rights.module.css';

const bind = screenKeys('ownRights');

const TONES: Readonly<Record<OwnCertificate['state'], Tone>> = {
  good: 'info',
  unknown: 'warn',
  revoked: 'stop',
  expired: 'stop',
  refused: 'stop',
};

/** What the role and attribute service says of the person at the desk, how old it is, and what the card is worth. */
export function OwnRightsScreen({ nowMs }: Readonly<{ nowMs: number }>) {
  const t = useTexts(ownRightsTexts);
  const client = useClient();
  const words = useFailureWords();
  const [known, setKnown] = useState<OwnRights | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isAsking, setAsking] = useState(false);
  const load = useCallback(
    async (again: boolean): Promise<void> => {
      setAsking(again);
      const reply = await client.session.ownRights({ again });
      setAsking(false);
      setFailure(reply.ok ? null : reply.error);
      if (reply.ok) setKnown(reply.value);
    },
    [client],
  );
  useEffect(() => void load(false), [load]);
  const keys = useMemo(() => [bind('refresh', 'F5', t('again'), () => void load(true))], [t, load]);
  useKeys(keys);
  return (
    <Screen
      title={t('title')}
      tools={
        <Button icon={RefreshCw} keys="F5" isPending={isAsking} onPress={() => void load(true)}>
          {t('again')}
        </Button>
      }
      banner={
        <>
          <FailureBanner failure={failure} />
          {known === null || known.fault === null ? null : (
            <Banner kind="offline">{t('notAsked', { why: words({ code: known.fault }).says })}</Banner>
          )}
        </>
      }
    >
      {known === null ? <Skeleton label={t('loading')} lines={8} /> : <Facts known={known} nowMs={nowMs} />}
    </Screen>
  );
}

function Facts({ known, nowMs }: Readonly<{ known: OwnRights; nowMs: number }>) {
  const t = useTexts(ownRightsTexts);
  const formats = useFormats();
  const language = useLanguage();
  const { professional, right, asOf, offlineUntil, certificates } = known;
  return (
    <div className={css.columns}>
      <Panel title={t('right')} isPane>
        <Stack>
          <DefinitionList
            items={[
              { label: t('name'), value: fullName(professional) },
              { label: t('profession'), value: professional.title[language] },
              { label: t('registration'), value: <Code>{professional.registrationNumber}</Code> },
              { label: t('organisation'), value: professional.organisation.name[language] },
            ]}
          />
          <Section title={t('service')}>
            {right === null ? (
              <EmptyState title={t('nothingKnown')}>{t('nothingKnownMore')}</EmptyState>
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
                  { label: t('code'), value: right.code === null ? t('noCode') : <Code>{right.code}</Code> },
                  {
                    label: t('validity'),
                    value: `${formats.date(right.from)} – ${right.until === null ? t('open') : formats.date(right.until)}`,
                  },
                  {
                    label: t('limitations'),
                    value:
                      right.limitations.length === 0 ? (
                        t('noLimitations')
                      ) : (
                        <ul className={css.list}>
                          {right.limitations.map(one => (
                            <li key={one.code}>
                              <Tag tone="warn" look="plain">
                                {one.says === '' ? one.code : one.says}
                              </Tag>
                              {isKnownLimitation(one) ? null : (
                                <div className={css.quiet}>{t('unknownLimitation')}</div>
                              )}
                            </li>
                          ))}
                        </ul>
                      ),
                  },
                  {
                    label: t('asOf'),
                    value:
                      asOf === null
                        ? null
                        : `${formats.dateTime(asOf)} (${t('ago', { age: formats.age(asOf, nowMs) })})`,
                  },
                  { label: t('offlineUntil'), value: offlineUntil === null ? null : formats.dateTime(offlineUntil) },
                ]}
              />
            )}
          </Section>
        </Stack>
      </Panel>
      <Panel title={t('card')} isPane>
        {certificates.length === 0 ? (
          <EmptyState title={t('noCard')}>{t('noCardMore')}</EmptyState>
        ) : (
          <Stack>
            {certificates.map(one => (
              <Section key={one.purpose} title={t(one.purpose)}>
                <DefinitionList
                  items={[
                    {
                      label: t('state'),
                      value: (
                        <Tag tone={TONES[one.state]} look="plain">
                          {t(one.state)}
                        </Tag>
                      ),
                    },
                    { label: t('holder'), value: one.holderName },
                    { label: t('validity'), value: `${formats.dateOf(one.from)} – ${formats.dateOf(one.until)}` },
                    {
                      label: t('list'),
                      value:
                        one.listUntil === null
                          ? t('noList')
                          : t('listUntil', { when: formats.dateTime(one.listUntil) }),
                    },
                    { label: t('issuer'), value: one.issuer },
                    { label: t('serial'), value: <Code>{one.serial}</Code> },
                  ]}
                />
              </Section>
            ))}
          </Stack>
        )}
      </Panel>
    </div>
  );
}
