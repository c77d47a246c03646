import { type ReactNode, useMemo, useState } from 'react';
import {
  CreditCard,
  HeartPulse,
  House,
  Inbox,
  ListChecks,
  NotebookPen,
  Pill,
  Printer,
  Send,
  Settings,
} from 'lucide-react';
import {
  AppFrame,
  type KeyBinding,
  KeySheet,
  NavRail,
  PatientBar,
  StatusBar,
  StatusItem,
  Tag,
  useKeys,
} from '../index.ts';

type Props = Readonly<{ current: string; children: ReactNode; findings?: ReactNode; banner?: ReactNode }>;

/** The whole frame as a pharmacist of the practice profile sees it. */
export function GalleryFrame({ current, children, findings, banner }: Props) {
  const [place, go] = useState(current);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const keys = useMemo<readonly KeyBinding[]>(
    () => [
      {
        id: 'keys',
        keys: 'Shift+F1',
        scope: 'app',
        label: 'Näppäimet',
        inDialogs: true,
        run: () => setSheetOpen(true),
      },
      { id: 'patient', keys: 'F2', scope: 'app', label: 'Asiakas', run: () => go('patient') },
      { id: 'medicine', keys: 'F3', scope: 'app', label: 'Lääke', run: () => go('medicine') },
      { id: 'queue', keys: 'Ctrl+Q', scope: 'app', label: 'Jono', run: () => go('queue') },
    ],
    [],
  );
  useKeys(keys);
  return (
    <AppFrame
      labels={{
        navigation: 'Siirtyminen',
        patient: 'Asiakas',
        work: 'Työalue',
        findings: 'Havainnot',
        status: 'Yhteydet',
        nextPane: 'Seuraava alue',
      }}
      practiceWord="HARJOITUS"
      rail={
        <NavRail
          current={place}
          onGo={go}
          items={[
            { id: 'home', label: 'Etusivu', icon: House },
            { id: 'dispensing', label: 'Toimitus', icon: Pill, keys: 'F2' },
            { id: 'prescribing', label: 'Määräys', icon: NotebookPen, keys: 'F3' },
            { id: 'renewals', label: 'Uudista­minen', icon: Inbox, count: 12, countLabel: '12 odottaa' },
            { id: 'list', label: 'Lääkelista', icon: ListChecks, keys: 'F7' },
            {
              id: 'queue',
              label: 'Jono',
              icon: Send,
              count: 2,
              countLabel: '2 vaatii huomiota',
              isUrgent: true,
              keys: 'Ctrl+Q',
            },
          ]}
          endItems={[
            { id: 'health', label: 'Tila', icon: HeartPulse },
            { id: 'settings', label: 'Asetukset', icon: Settings },
          ]}
        />
      }
      patientBar={
        <PatientBar
          name="Nieminen, Aino Kyllikki"
          code="140348-9128"
          facts={[
            { id: 'age', label: 'Ikä', value: '78 v, nainen' },
            { id: 'lang', label: 'Kieli', value: 'suomi' },
            { id: 'allergy', label: 'Riskit (2)', value: 'Penisilliini', tone: 'stop' },
            { id: 'egfr', label: 'GFR 12.10.', value: '38 ml/min', tone: 'warn' },
            { id: 'weight', label: 'Paino 12.10.', value: '61 kg' },
            { id: 'refusal', label: 'Kiellot', value: 'Ei kieltoja' },
          ]}
          end={
            <Tag tone="info" look="plain">
              Asioi itse
            </Tag>
          }
        />
      }
      banner={banner}
      findings={findings}
      statusBar={
        <StatusBar
          end={
            <>
              <StatusItem label="Lääketietokanta" value="15.11.2026" />
              <StatusItem icon={CreditCard} label="Kortti" value="Virtanen Sanna, proviisori" />
            </>
          }
        >
          <StatusItem label="Kanta" value="toimii" />
          <StatusItem label="Varmennus" value="hidas, noin 8 s" tone="warn" />
          <StatusItem label="Kela" value="poikki 14.02 alkaen" tone="stop" />
          <StatusItem label="Jono" value="odottaa 3, vanhin 4 min" tone="info" onPress={() => go('queue')} />
          <StatusItem icon={Printer} label="Tulostin" value="toimii" />
        </StatusBar>
      }
    >
      {children}
      <KeySheet
        isOpen={isSheetOpen}
        onClose={() => setSheetOpen(false)}
        title="Näppäimet"
        scopeLabels={{ app: 'Kaikkialla', screen: 'Tässä näkymässä', list: 'Luettelossa', dialog: 'Ikkunassa' }}
      />
    </AppFrame>
  );
}
