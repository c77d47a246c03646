import { useEffect, useMemo, useState } from 'react';
import { SERVICE_TASKS } from '../../../shared/codes/social-welfare.ts';
import { type SocialClient } from '../../../shared/contract/social.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Button, Code, type Column, DataTable, EmptyState, Screen } from '../../ui/index.ts';
import { openPatient } from '../patients/index.ts';
import { socialTexts } from './social.texts.ts';

const rowKey = (row: SocialClient): string => row.patientId;

/** The social worker's own clients: Enter opens one. */
export function ClientsScreen({ onFind }: Readonly<{ onFind: () => void }>) {
  const t = useTexts(socialTexts);
  const formats = useFormats();
  const language = useLanguage();
  const client = useClient();
  const [rows, setRows] = useState<readonly SocialClient[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    void client.social.clients({}).then(reply => {
      setRows(reply.ok ? reply.value : []);
      if (!reply.ok) setFailure(reply.error);
    });
  }, [client]);
  const columns = useMemo<readonly Column<SocialClient>[]>(
    () => [
      { id: 'client', header: t('client'), isRowHeader: true, width: '2fr', cell: row => row.name },
      { id: 'code', header: t('code'), width: 130, cell: row => <Code>{row.identityCode}</Code> },
      { id: 'task', header: t('task'), width: '2fr', cell: row => SERVICE_TASKS[row.serviceTask][language] },
      { id: 'since', header: t('since'), width: 160, align: 'end', cell: row => formats.dateOf(row.since) },
    ],
    [t, formats, language],
  );
  return (
    <Screen title={t('clients')} fill="flush" banner={<FailureBanner failure={failure} />}>
      <DataTable
        label={t('clients')}
        columns={columns}
        rows={rows ?? []}
        rowKey={rowKey}
        onOpen={row =>
          void openPatient(client, row.patientId, { reason: '1', basis: null, collector: '' }).then(setFailure)
        }
        pending={rows === null ? t('loading') : undefined}
        empty={
          <EmptyState title={t('clientsEmpty')} action={<Button onPress={onFind}>{t('find')}</Button>}>
            {t('clientsMore')}
          </EmptyState>
        }
        autoFocus
      />
    </Screen>
  );
}
