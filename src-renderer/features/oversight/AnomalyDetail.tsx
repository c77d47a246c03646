import { useState } from 'react';
import { type AnomalyCase, type LogDecision } from '../../../shared/contract/logs.contract.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, Panel, Quiet, Row, Section, Stack, TextArea, useAnnouncer } from '../../ui/index.ts';
import { stateOf } from './anomalies.store.ts';
import { useLogWords } from './log-words.ts';
import { logTexts } from './logs.texts.ts';
import css from './oversight.module.css';

type AnomalyDetailProps = Readonly<{
  found: AnomalyCase;
  isOwn: boolean;
  /** Leads to where an emergency is decided on: there alone. */
  onEmergency: () => void;
  onDecide: (decision: LogDecision['decision'], note: string) => Promise<Failure | null>;
}>;

/** Why it is on the list, the lines behind it, and the decision with its grounds. */
export function AnomalyDetail({ found, isOwn, onEmergency, onDecide }: AnomalyDetailProps) {
  const t = useTexts(logTexts);
  const words = useLogWords();
  const formats = useFormats();
  const { announce } = useAnnouncer();
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const decide = (decision: LogDecision['decision']): void => {
    setTried(true);
    if (note.trim() === '') return;
    void onDecide(decision, note.trim()).then(refused => {
      setFailure(refused);
      if (refused !== null) return;
      setNote('');
      setTried(false);
      announce(t('decided'));
    });
  };
  const { kind, inputs, lines, lineCount, decisions, patientName } = found;
  const rest = lineCount - lines.length;
  return (
    <Panel title={t(kind)} meta={patientName === '' ? undefined : patientName} grows isPane>
      <Stack>
        <Section title={t('why')}>
          <p className={css.why}>{t(`${kind}Why`, { ...inputs, actor: words.actor(found), patient: patientName })}</p>
          <Quiet>{t('noVerdict')}</Quiet>
        </Section>
        <Section title={t('lines')}>
          <ol className={css.lines}>
            {lines.map(line => (
              <li key={line.n}>
                <span className={css.time}>{formats.dateTime(line.at)}</span>
                <span>
                  {words.act(line.act)}
                  <span className={css.quiet}>
                    {' '}
                    {words.actor(line)}
                    {line.outcome === 'ok' ? '' : `, ${line.outcome}`}
                  </span>
                </span>
              </li>
            ))}
          </ol>
          {rest > 0 ? <Quiet>{t('moreLines', { count: rest })}</Quiet> : null}
        </Section>
        {decisions.length === 0 ? null : (
          <Section title={t('decisions')}>
            {decisions.map(one => (
              <p key={one.at} className={css.why}>
                <strong>{t(one.decision)}</strong>: {one.note}
                <span className={css.quiet}>
                  {' '}
                  {one.by}, {formats.dateTime(one.at)}
                </span>
              </p>
            ))}
          </Section>
        )}
        <FailureBanner failure={failure} />
        {isOwn ? <Banner kind="note">{t('own')}</Banner> : null}
        {kind === 'emergency' && stateOf(found) !== 'checked' && !isOwn ? (
          <>
            <Quiet>{t('emergencyElsewhere')}</Quiet>
            <Row>
              <Button variant="primary" onPress={onEmergency}>
                {t('goEmergencies')}
              </Button>
            </Row>
          </>
        ) : null}
        {isOwn || kind === 'emergency' || stateOf(found) === 'checked' ? null : (
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
            <Row>
              <Button onPress={() => decide('toClarify')}>{t('doClarify')}</Button>
              <Button variant="primary" onPress={() => decide('checked')}>
                {t('doCheck')}
              </Button>
            </Row>
          </>
        )}
      </Stack>
    </Panel>
  );
}
