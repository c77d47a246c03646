import { type ExaminedDocument, type ExaminedSignature } from '../../../shared/domain/documents/examined.ts';
import { isInstant } from '../../../shared/kernel/time.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Code, DefinitionList, EmptyState, Section, Tag } from '../../ui/index.ts';
import { documentsTexts } from './documents.texts.ts';
import css from './documents.module.css';

const KIND = {
  '1': 'professionalSignature',
  '2': 'togetherSignature',
  '4': 'systemSignature',
  unknown: 'otherSignature',
} as const;

function Signature({ signature }: Readonly<{ signature: ExaminedSignature }>) {
  const t = useTexts(documentsTexts);
  const formats = useFormats();
  const { signer, signedAt } = signature;
  return (
    <div className={css.signature}>
      <Section title={t(KIND[signature.kind])}>
        <div className={css.tags}>
          <Tag tone={signature.accepted ? 'info' : 'stop'}>{signature.accepted ? t('holds') : t('fails')}</Tag>
          {signature.weak ? <Tag tone="warn">{t('weak')}</Tag> : null}
        </div>
        <DefinitionList
          items={[
            { label: t('signer'), value: signer && [signer.name, signer.title].filter(Boolean).join(', ') },
            { label: t('number'), value: signer?.registrationNumber ?? '' },
            {
              label: t('signedAt'),
              value: signedAt === null ? '' : isInstant(signedAt) ? formats.dateTime(signedAt) : signedAt,
            },
            {
              label: t('covers'),
              value:
                signature.covered.length === 0
                  ? t('coversNothing')
                  : signature.covered.map(each => t(`covers${each}`)).join(', '),
            },
            { label: t('algorithm'), value: signature.algorithm },
            { label: t('value'), value: t(signature.value) },
            { label: t('certificate'), value: t(signature.chain) },
            {
              label: t('revocation'),
              value: signature.revocation === 'unknown' ? t('revocationUnknown') : t(signature.revocation),
            },
            { label: t('issuer'), value: signer?.issuer ?? '' },
            ...(signature.documents.length === 0
              ? []
              : [
                  {
                    label: t('together'),
                    value: (
                      <span className={css.oid}>
                        <Code>{signature.documents.join(' ')}</Code>
                      </span>
                    ),
                  },
                ]),
          ]}
        />
      </Section>
    </div>
  );
}

/** The verdict of each signature: what it covers, by whom, when, and what does not hold. */
export function SignatureView({ document }: Readonly<{ document: ExaminedDocument }>) {
  const t = useTexts(documentsTexts);
  if (document.signatures.length === 0) return <EmptyState title={t('noSignatures')} />;
  return (
    <>
      {document.signatures.map((signature, at) => (
        <Signature key={at} signature={signature} />
      ))}
      <p className={css.note}>{t('headerNote')}</p>
    </>
  );
}
