import { RefreshCw, Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import {
  CERTIFICATE_FORMS,
  type CertificateContent,
  RECEIVERS,
} from '../../../shared/domain/records/certificate-forms.ts';
import {
  type DeliveryRow,
  type DeliveryState,
  isUnderWay,
  mayWithdraw,
} from '../../../shared/domain/records/delivery.ts';
import { type RecordRow } from '../../../shared/domain/records/record.ts';
import { useHostEvent } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Banner, Button, Gap, Quiet, Row, Skeleton, Tag, type Tone, useAnnouncer } from '../../ui/index.ts';
import { certificateTexts } from './certificates.texts.ts';
import { type DeliveriesStore } from './deliveries.store.ts';
import { ForwardDialog } from './ForwardDialog.tsx';
import css from './certificates.module.css';

const TONES: Readonly<Record<DeliveryState, Tone | null>> = {
  queued: 'info',
  sent: 'info',
  delivered: 'ok',
  refused: 'stop',
  rejected: 'stop',
  withdrawn: null,
};

type CertificateDeliveriesProps = Readonly<{
  store: DeliveriesStore;
  row: RecordRow;
  form: CertificateContent;
  /** Why nothing is forwarded from here; undefined where it may be. */
  barred: 'forwardNoCode' | 'forwardOld' | undefined;
  /** Versions of the same document, the shown one too. */
  versions: readonly RecordRow['oid'][];
  mayForward: boolean;
}>;

/** Where a certificate was sent, what became of it, and sending it on. */
export function CertificateDeliveries({ store, row, form, barred, versions, mayForward }: CertificateDeliveriesProps) {
  const t = useTexts(certificateTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const { announce, toast } = useAnnouncer();
  const { rows, source, isFetching, failure, load } = useStore(store);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => void load(), [load, row.oid]);
  useHostEvent('queueChanged', () => {
    if (rows?.some(({ state, withdrawing }) => state === 'queued' || withdrawing) === true) void load();
  });
  const receiver = RECEIVERS[CERTIFICATE_FORMS[form].receiver].name[language];
  const own = (rows ?? []).filter(({ documentOid }) => versions.includes(documentOid));
  const held = own.some(one => one.documentOid === row.oid && isUnderWay(one));
  const withdraw = async (delivery: DeliveryRow): Promise<void> => {
    const refused = await store.getState().withdraw(delivery.oid);
    if (refused === null) announce(t('withdrawnNow'));
    else toast({ tone: 'stop', text: words(refused).told });
  };
  return (
    <section className={css.deliveries} aria-label={t('deliveries')}>
      <div className={css.head}>
        <h3 className={css.title}>{t('deliveries')}</h3>
        <Gap />
        <Button variant="quiet" icon={RefreshCw} isPending={isFetching} onPress={() => void load()}>
          {t('refresh')}
        </Button>
        {mayForward && (
          <Button
            icon={Send}
            disabledBecause={barred !== undefined ? t(barred) : held ? t('forwardHeld') : undefined}
            onPress={() => setAsking(true)}
          >
            {t('forward', { receiver })}
          </Button>
        )}
      </div>
      <FailureBanner failure={failure} />
      {source !== null && source.fault !== null && <Banner kind="offline">{t('offline')}</Banner>}
      {rows === null && isFetching ? (
        <Skeleton label={t('fetching')} lines={1} />
      ) : own.length === 0 ? (
        <Quiet>{t('none')}</Quiet>
      ) : (
        <ul className={css.list}>
          {own.map(delivery => (
            <Sent
              key={delivery.oid}
              delivery={delivery}
              isOther={delivery.documentOid !== row.oid}
              onWithdraw={mayForward && mayWithdraw(delivery) ? () => void withdraw(delivery) : null}
            />
          ))}
        </ul>
      )}
      <ForwardDialog
        isOpen={isAsking}
        formName={CERTIFICATE_FORMS[form].name[language]}
        receiver={receiver}
        isArchived={row.acceptance === 'accepted'}
        onForward={async () => {
          const refused = await store.getState().forward(row.oid);
          if (refused !== null) return refused;
          setAsking(false);
          announce(t('sentNow'));
          return null;
        }}
        onClose={() => setAsking(false)}
      />
    </section>
  );
}

type SentProps = Readonly<{ delivery: DeliveryRow; isOther: boolean; onWithdraw: (() => void) | null }>;

function Sent({ delivery, isOther, onWithdraw }: SentProps) {
  const t = useTexts(certificateTexts);
  const formats = useFormats();
  const language = useLanguage();
  const { state, receiver, askedAt, answeredAt, reason, withdrawing } = delivery;
  const tone = TONES[state];
  return (
    <li className={css.sent}>
      <Row>
        <strong>{RECEIVERS[receiver].name[language]}</strong>
        <Tag {...(tone === null ? {} : { tone })}>{t(withdrawing ? 'withdrawing' : `state-${state}`)}</Tag>
        <Quiet>
          {[
            t('askedAt', { when: formats.dateTime(askedAt) }),
            ...(answeredAt === null ? [] : [t('answeredAt', { when: formats.dateTime(answeredAt) })]),
            ...(isOther ? [t('anotherVersion')] : []),
          ].join(' · ')}
        </Quiet>
        <Gap />
        {onWithdraw !== null && (
          <Button variant="quiet" onPress={onWithdraw}>
            {t('withdraw')}
          </Button>
        )}
      </Row>
      {reason !== null && reason !== '' && <p lang="fi">{reason}</p>}
    </li>
  );
}
