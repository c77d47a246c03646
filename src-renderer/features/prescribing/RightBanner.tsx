import { useEffect, useState } from 'react';
import { PROFESSIONAL_RIGHTS } from '../../../shared/codes/professional-rights.ts';
import { UNCONFIRMED_RIGHTS } from '../../../shared/codes/unconfirmed-rights.ts';
import { type OwnRights } from '../../../shared/contract/session.contract.ts';
import { NURSE_SUBSTANCES } from '../../../shared/domain/prescribing/nurse-substances.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Banner } from '../../ui/index.ts';
import { rightTexts } from './right.texts.ts';

/** What the right of whoever prescribes leaves out, said before anything is typed; nothing for a right without limits. */
export function RightBanner() {
  const t = useTexts(rightTexts);
  const language = useLanguage();
  const client = useClient();
  const [own, setOwn] = useState<OwnRights | null>(null);
  useEffect(() => {
    let isGone = false;
    void client.session.ownRights({ again: false }).then(reply => {
      if (reply.ok && !isGone) setOwn(reply.value);
    });
    return () => {
      isGone = true;
    };
  }, [client]);
  if (own === null) return null;
  const { right } = own.professional;
  const said = [
    ...(right === UNCONFIRMED_RIGHTS.limitedNurse
      ? [
          t('limitedNurse', {
            medicines: [...NURSE_SUBSTANCES].map(([atc, name]) => `${name[language]} (${atc})`).join(', '),
          }),
        ]
      : []),
    ...(right === PROFESSIONAL_RIGHTS.limitedPhysician ? [t('student')] : []),
    ...(own.right?.limitations ?? []).map(({ says }) => t('restricted', { says })),
  ];
  return said.length === 0 ? null : <Banner kind="note">{said.join(' ')}</Banner>;
}
