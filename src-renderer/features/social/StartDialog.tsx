import { useEffect, useState } from 'react';
import {
  DISCLOSURE_KIND_IDS,
  DISCLOSURE_KINDS,
  type DisclosureKind,
  SERVICE_TASK_IDS,
  SERVICE_TASKS,
  type ServiceTask,
} from '../../../shared/codes/social-welfare.ts';
import { type SocialRow } from '../../../shared/contract/social.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { localDate, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Button,
  DateField,
  Dialog,
  DialogKeys,
  type KeyBinding,
  Row,
  Select,
  Stack,
  TextArea,
  TextField,
  useFaultFocus,
} from '../../ui/index.ts';
import { socialTexts } from './social.texts.ts';

export type Start = 'openRelationship' | 'openCase' | 'openRegister' | 'disclosure';
type StartDialogProps = Readonly<{
  what: Start;
  patientId: string;
  today: LocalDate;
  cases: readonly SocialRow[];
  /** Task of the relationship, for a first choice. */
  task: ServiceTask | null;
  onSaved: (row: SocialRow) => void;
  onClose: () => void;
}>;

/** Opening a relationship, a case or the register, and telling of a disclosure: few fields, one key. */
export function StartDialog({ what, patientId, today, cases, task, onSaved, onClose }: StartDialogProps) {
  const t = useTexts(socialTexts);
  const language = useLanguage();
  const client = useClient();
  const [serviceTask, setTask] = useState<ServiceTask | null>(task);
  const [texts, setTexts] = useState({ title: '', recipient: '', basis: '', data: '' });
  const [units, setUnits] = useState<readonly Readonly<{ oid: Oid; name: string }>[]>([]);
  const [unitOid, setUnit] = useState<Oid | null>(null);
  const [disclosedTo, setDisclosedTo] = useState<DisclosureKind | null>(null);
  const [caseSet, setCase] = useState<Oid | null>(cases[0]?.setId ?? null);
  const [from, setFrom] = useState<string | null>(today);
  const [until, setUntil] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { form, toFault } = useFaultFocus();
  useEffect(() => {
    if (what !== 'openRegister') return;
    void client.social.units({}).then(reply => {
      if (reply.ok) setUnits(reply.value);
      else setFailure(reply.error);
    });
  }, [client, what]);

  /** Null where something is still missing. */
  const send = () => {
    const { title, recipient, basis, data } = texts;
    switch (what) {
      case 'openRelationship':
        return serviceTask === null ? null : client.social.openRelationship({ patientId, serviceTask });
      case 'openCase':
        return serviceTask === null || title.trim() === ''
          ? null
          : client.social.openCase({ patientId, serviceTask, title });
      case 'openRegister': {
        if (unitOid === null || from === null) return null;
        const access = { unitOid, from: localDate(from), until: until === null ? null : localDate(until) };
        return client.social.openRegister({ patientId, access });
      }
      case 'disclosure':
        if (caseSet === null || disclosedTo === null || from === null) return null;
        if ([recipient, basis, data].some(text => text.trim() === '')) return null;
        return client.social.notifyDisclosure({
          patientId,
          caseSet,
          kind: disclosedTo,
          on: localDate(from),
          recipient,
          basis,
          data,
        });
    }
  };
  const save = (): void => {
    const sent = send();
    setChecked(true);
    if (sent === null) return toFault();
    void sent.then(reply => (reply.ok ? onSaved(reply.value) : setFailure(reply.error)));
  };
  const keys: readonly KeyBinding[] = [
    { id: 'social.start', keys: 'F12', scope: 'dialog', where: 'social-start', label: t('save'), run: save },
  ];
  const lacks = (isEmpty: boolean): string | undefined => (isChecked && isEmpty ? t('needed') : undefined);
  const area = (id: 'recipient' | 'basis' | 'data') => (
    <TextArea
      label={t(id)}
      help={id === 'data' ? t('dataHelp') : undefined}
      value={texts[id]}
      onChange={text => setTexts({ ...texts, [id]: text })}
      rows={2}
      maxLength={id === 'recipient' ? 300 : 1000}
      isRequired
      error={lacks(texts[id].trim() === '')}
    />
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(what)}
      actions={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="primary" keys="F12" onPress={save}>
            {t('save')}
          </Button>
        </>
      }
    >
      <DialogKeys bindings={keys} />
      <Stack ref={form}>
        <FailureBanner failure={failure} />
        {what === 'openCase' ? (
          <TextField
            label={t('caseTitle')}
            value={texts.title}
            onChange={title => setTexts({ ...texts, title })}
            maxLength={200}
            isRequired
            width="full"
            error={lacks(texts.title.trim() === '')}
            autoFocus
          />
        ) : null}
        {what === 'openCase' || what === 'openRelationship' ? (
          <Select
            label={t('task')}
            items={SERVICE_TASK_IDS.map(id => ({ id, label: SERVICE_TASKS[id][language] }))}
            value={serviceTask}
            onChange={setTask}
            placeholder={t('choose')}
            isRequired
            error={lacks(serviceTask === null)}
            autoFocus={what === 'openRelationship'}
          />
        ) : null}
        {what === 'openRegister' ? (
          <>
            <Select
              label={t('unit')}
              items={units.map(({ oid, name }) => ({ id: oid, label: name }))}
              value={unitOid}
              onChange={setUnit}
              placeholder={t('choose')}
              isRequired
              error={lacks(unitOid === null)}
              autoFocus
            />
            <Row align="fields">
              <DateField label={t('from')} value={from} onChange={setFrom} isRequired error={lacks(from === null)} />
              <DateField label={t('until')} value={until} onChange={setUntil} help={t('untilHelp')} />
            </Row>
          </>
        ) : null}
        {what === 'disclosure' ? (
          <>
            <Select
              label={t('aCase')}
              items={cases.map(({ setId, title }) => ({ id: setId, label: title }))}
              value={caseSet}
              onChange={setCase}
              placeholder={t('choose')}
            />
            <Row align="fields" gap="group">
              <Select
                label={t('disclosedTo')}
                items={DISCLOSURE_KIND_IDS.map(id => ({ id, label: DISCLOSURE_KINDS[id][language] }))}
                value={disclosedTo}
                onChange={setDisclosedTo}
                placeholder={t('choose')}
                isRequired
                error={lacks(disclosedTo === null)}
                autoFocus
              />
              <DateField
                label={t('disclosedOn')}
                value={from}
                max={today}
                onChange={setFrom}
                isRequired
                error={lacks(from === null)}
              />
            </Row>
            {area('recipient')}
            {area('basis')}
            {area('data')}
          </>
        ) : null}
      </Stack>
    </Dialog>
  );
}
