import { useState } from 'react';
import { STRUCTURE_IDS, STRUCTURES, type Structure, type StructureId } from '../../../shared/codes/social-welfare.ts';
import { type SocialRow } from '../../../shared/contract/social.contract.ts';
import { type ReadableBlock } from '../../../shared/domain/readable.ts';
import { FIELD_MAX, signatureOf } from '../../../shared/domain/social/social.rules.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { addDays, isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Button,
  DateField,
  Dialog,
  DialogKeys,
  DocumentView,
  Quiet,
  RadioGroup,
  Row,
  screenKeys,
  Select,
  Stack,
  TextArea,
  TextField,
  useFaultFocus,
} from '../../ui/index.ts';
import { documentBlocks, PinToSign } from '../signing/index.ts';
import { LeaveDialog } from './LeaveDialog.tsx';
import { socialTexts } from './social.texts.ts';

const bind = screenKeys('social', 'social-document');

type DocumentDialogProps = Readonly<{
  patientId: string;
  today: LocalDate;
  lang: 'fi' | 'sv';
  cases: readonly SocialRow[];
  caseSet: Oid | null;
  /** The version that is changed; null for a new document. */
  base: SocialRow | null;
  onArchived: (row: SocialRow) => void;
  onClose: () => void;
}>;
/** Where the first day of a delay stands at first: a week away. */
const FIRST_DAYS = 7;
const SHOWINGS = ['now', 'delayed', 'never'] as const;
type Seen = Readonly<{ readable: readonly ReadableBlock[]; digest: string }>;

/** A document is written by its structure, seen in its display form, and only then archived. */
export function DocumentDialog({
  patientId,
  today,
  lang,
  cases,
  caseSet,
  base,
  onArchived,
  onClose,
}: DocumentDialogProps) {
  const t = useTexts(socialTexts);
  const language = useLanguage();
  const client = useClient();
  const [inCase, setInCase] = useState<Oid | null>(base?.caseSet ?? caseSet ?? cases[0]?.setId ?? null);
  const [structure, setStructure] = useState<StructureId>(base?.structure ?? 'clientRecordEntry');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries((base?.fields ?? []).map(({ id, text }) => [id, text])),
  );
  const [showing, setShowing] = useState<'now' | 'delayed' | 'never'>(
    base === null || base.citizen === 'now' ? 'now' : base.citizen === 'never' ? 'never' : 'delayed',
  );
  const [from, setFrom] = useState<string | null>(
    base !== null && base.citizen !== 'now' && base.citizen !== 'never' ? base.citizen : addDays(today, FIRST_DAYS),
  );
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [seen, setSeen] = useState<Seen | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const { form, toFault } = useFaultFocus();
  const shape: Structure = STRUCTURES[structure];
  const isOwnHand = signatureOf({ structure }) === 'personal';

  const isTyped = Object.entries(fields).some(
    ([id, text]) => text.trim() !== (base?.fields.find(field => field.id === id)?.text ?? '').trim(),
  );
  const leave = (): void => (isTyped ? setLeaving(true) : onClose());

  /** Next step of the form; what is signed personally takes its last one with a PIN. */
  const go = async (pin2: string | null = null): Promise<void> => {
    if (isPending || inCase === null || (seen !== null && isOwnHand && pin2 === null)) return;
    const day = showing === 'delayed' && from !== null && isLocalDate(from) ? from : null;
    if (showing === 'delayed' && day === null) return setFailure({ code: 'SOC-0009' });
    const citizen = { showing: day ?? (showing === 'never' ? ('never' as const) : ('now' as const)), reason };
    const draft = { structure, caseSet: inCase, replaces: base?.oid ?? null, fields, citizen };
    setPending(true);
    setFailure(null);
    if (seen === null) {
      const reply = await client.social.preview({ patientId, draft });
      if (!reply.ok) setFailure(reply.error);
      else if (reply.value.missing.length > 0) {
        setMissing(reply.value.missing);
        toFault();
      } else setSeen(reply.value);
    } else {
      const { digest } = seen;
      const reply = isOwnHand
        ? await client.social.sign({ patientId, draft, digest, pin2 })
        : await client.social.archive({ patientId, draft, digest });
      if (reply.ok) return onArchived(reply.value);
      setFailure(reply.error);
    }
    setPending(false);
  };
  const keys = [bind('next', 'F12', t(seen === null ? 'preview' : 'archive'), () => void go(), { scope: 'dialog' })];
  return (
    <Dialog
      isOpen
      onClose={leave}
      size="large"
      title={base === null ? t('newDocument') : `${t('newVersion')}: ${base.title}`}
      actions={
        <>
          <Button keys="Esc" onPress={leave}>
            {t('back')}
          </Button>
          {seen === null ? null : (
            <Button
              onPress={() => {
                setSeen(null);
                setFailure(null);
              }}
            >
              {t('edit')}
            </Button>
          )}
          {seen !== null && isOwnHand ? (
            <PinToSign failure={failure} kept={t('draftKept')} isPending={isPending} onPin={pin2 => void go(pin2)} />
          ) : (
            <Button variant="primary" keys="F12" isPending={isPending} onPress={() => void go()}>
              {t(seen === null ? 'preview' : 'archive')}
            </Button>
          )}
        </>
      }
    >
      <DialogKeys bindings={keys} />
      {isLeaving && <LeaveDialog onStay={() => setLeaving(false)} onLeave={onClose} />}
      <Stack ref={form}>
        {seen !== null && isOwnHand ? null : <FailureBanner failure={failure} />}
        {seen === null ? (
          <>
            <Select
              label={t('aCase')}
              items={cases.map(({ setId, title }) => ({ id: setId, label: title }))}
              value={inCase}
              onChange={setInCase}
              placeholder={t('choose')}
              {...(base === null ? {} : { disabledBecause: base.title })}
            />
            {base === null ? (
              <Select
                label={t('structure')}
                items={STRUCTURE_IDS.map(id => ({ id, label: STRUCTURES[id].name[language] }))}
                value={structure}
                onChange={setStructure}
                placeholder={t('choose')}
              />
            ) : null}
            {shape.fields.map(({ id, label, required, rows }, index) => (
              <TextArea
                key={`${structure} ${id}`}
                label={label[language]}
                value={fields[id] ?? ''}
                onChange={text => {
                  setFields({ ...fields, [id]: text });
                  setMissing(missing.filter(one => one !== id));
                }}
                rows={rows}
                maxLength={FIELD_MAX}
                lang={lang}
                isRequired={required}
                error={missing.includes(id) ? t('needed') : undefined}
                autoFocus={index === 0}
              />
            ))}
            <RadioGroup
              label={t('showing')}
              items={SHOWINGS.map(id => ({ id, label: t(`showing_${id}`) }))}
              value={showing}
              onChange={setShowing}
            />
            {showing === 'now' ? null : (
              <Row align="fields" gap="group">
                {showing === 'delayed' ? (
                  <DateField label={t('shownFrom')} value={from} onChange={setFrom} isRequired />
                ) : null}
                <TextField
                  label={t('ground')}
                  help={t('groundHelp')}
                  value={reason}
                  onChange={setReason}
                  width="long"
                  isRequired
                />
              </Row>
            )}
            <Quiet>{t('unconfirmed')}</Quiet>
          </>
        ) : (
          <>
            <Quiet>{t(isOwnHand ? 'preparingOwnHand' : 'preparing')}</Quiet>
            <DocumentView label={t('preview')} blocks={documentBlocks(seen.readable)} lang={lang} />
          </>
        )}
      </Stack>
    </Dialog>
  );
}
