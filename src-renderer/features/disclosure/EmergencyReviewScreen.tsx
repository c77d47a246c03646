import { useEffect, useMemo, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type EmergencyUseRow } from '../../../shared/contract/wills.contract.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  Code,
  type Column,
  DataTable,
  DefinitionList,
  EmptyState,
  Panel,
  Screen,
  screenKeys,
  Split,
  Stack,
  Tag,
  TextArea,
  TwoLines,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { disclosureTexts } from './disclosure.texts.ts';
import { createReviewStore } from './review.store.ts';
import css from './disclosure.module.css';

const bind = screenKeys('review');

const useKey = ({ id }: EmergencyUseRow): string => id;

/** Every emergency that was declared here, with its reason and outcome, for somebody else than who declared it. */
export function EmergencyReviewScreen({ own, first }: Readonly<{ own: string; first: string | null }>) {
  const t = useTexts(disclosureTexts);
  const formats = useFormats();
  const client = useClient();
  const [store] = useState(() => createReviewStore(client, first));
  const { phase, uses, activeId, load, activate } = useStore(store);
  useEffect(() => void load(), [load]);
  const keys = useMemo(() => [bind('refresh', 'F5', t('refresh'), () => void load())], [t, load]);
  useKeys(keys);
  const columns = useMemo<readonly Column<EmergencyUseRow>[]>(
    () => [
      { id: 'when', header: t('when'), width: 148, cell: use => formats.dateTime(use.at) },
      {
        id: 'who',
        header: t('who'),
        isRowHeader: true,
        width: '3fr',
        minWidth: 160,
        cell: use => <TwoLines top={use.byName} below={`${t('patient')}: ${use.patientName}`} />,
      },
      {
        id: 'state',
        header: t('state'),
        width: 136,
        cell: use => (
          <Tag tone={use.review === null ? 'warn' : 'neutral'} look="plain">
            {t(use.review === null ? 'waiting' : 'reviewed')}
          </Tag>
        ),
      },
    ],
    [t, formats],
  );
  const active = uses.find(({ id }) => id === activeId) ?? null;
  const waiting = uses.filter(({ review }) => review === null).length;
  return (
    <Screen
      title={t('reviewTitle')}
      meta={phase.at === 'shown' && uses.length > 0 ? t('waitingCount', { count: waiting }) : undefined}
      tools={
        <Button icon={RefreshCw} keys="F5" isPending={phase.at === 'loading'} onPress={() => void load()}>
          {t('refresh')}
        </Button>
      }
      banner={phase.at === 'failed' ? <FailureBanner failure={phase.failure} /> : null}
      fill="flush"
    >
      <Split
        list={
          <DataTable
            label={t('reviewList')}
            columns={columns}
            rows={uses}
            rowKey={useKey}
            lines="double"
            activeKey={activeId}
            onActiveChange={use => activate(use.id)}
            pending={phase.at === 'loading' && uses.length === 0 ? t('loading') : undefined}
            empty={<EmptyState title={t('noUses')}>{t('noUsesMore')}</EmptyState>}
            autoFocus
          />
        }
        detail={
          active === null ? (
            <Panel title={t('reviewList')} grows>
              <EmptyState title={t('pickUse')} />
            </Panel>
          ) : (
            <UseDetail
              key={active.id}
              use={active}
              isOwn={active.by === own}
              onReview={note => store.getState().review(active.id, note)}
            />
          )
        }
      />
    </Screen>
  );
}

type UseDetailProps = Readonly<{
  use: EmergencyUseRow;
  isOwn: boolean;
  onReview: (note: string) => Promise<Failure | null>;
}>;

function UseDetail({ use, isOwn, onReview }: UseDetailProps) {
  const t = useTexts(disclosureTexts);
  const formats = useFormats();
  const { announce } = useAnnouncer();
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = (): void => {
    setTried(true);
    if (note.trim() === '') return;
    void onReview(note.trim()).then(refused => {
      setFailure(refused);
      if (refused === null) announce(t('reviewDone'));
    });
  };
  return (
    <Panel title={use.byName} meta={formats.dateTime(use.at)} grows isPane>
      <Stack>
        <DefinitionList
          items={[
            { label: t('patient'), value: use.patientName },
            { label: t('reason'), value: <p className={css.reason}>{use.reason}</p> },
            { label: t('validity'), value: `${formats.dateTime(use.at)} – ${formats.time(use.until)}` },
            {
              label: t('foundCount'),
              value: use.found === null ? t('noAnswer') : t('documents', { count: use.found }),
            },
            {
              label: t('opened'),
              value:
                use.opened.length === 0
                  ? t('openedNone')
                  : use.opened.map(oid => (
                      <div key={oid}>
                        <Code>{oid}</Code>
                      </div>
                    )),
            },
            ...(use.review === null
              ? []
              : [
                  { label: t('reviewedBy'), value: `${use.review.by}, ${formats.dateTime(use.review.at)}` },
                  { label: t('note'), value: <p className={css.reason}>{use.review.note}</p> },
                ]),
          ]}
        />
        <FailureBanner failure={failure} />
        {use.review === null && isOwn ? <Banner kind="note">{t('own')}</Banner> : null}
        {use.review === null && !isOwn ? (
          <>
            <TextArea
              label={t('note')}
              help={t('noteHelp')}
              value={note}
              onChange={setNote}
              maxLength={1000}
              error={isTried && note.trim() === '' ? t('needNote') : undefined}
              isRequired
            />
            <div>
              <Button variant="primary" onPress={submit}>
                {t('doReview')}
              </Button>
            </div>
          </>
        ) : null}
      </Stack>
    </Panel>
  );
}
