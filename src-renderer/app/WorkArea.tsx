import { type ComponentProps, useState } from 'react';
import { type Capability } from '../../shared/domain/people/capabilities.ts';
import { type LocalDate } from '../../shared/kernel/time.ts';
import { useClient } from '../api/ClientProvider.tsx';
import { CatalogueScreen } from '../features/catalogue/index.ts';
import { CitizenScreen } from '../features/citizen/index.ts';
import { CovidScreen } from '../features/covid/index.ts';
import { DayPanel } from '../features/day/index.ts';
import { DisclosureScreen, EmergencyReviewScreen } from '../features/disclosure/index.ts';
import { DispensingScreen } from '../features/dispensing/index.ts';
import { DocumentScreen } from '../features/documents/index.ts';
import {
  ensureServiceEvent,
  type MetAs,
  PatientSearchScreen,
  type useOpenPatient,
} from '../features/patients/index.ts';
import { AuthorisationsScreen } from '../features/authorisations/index.ts';
import { ImagingScreen } from '../features/imaging/index.ts';
import { OwnRightsPanel, OwnRightsScreen } from '../features/session/index.ts';
import { WellbeingScreen } from '../features/wellbeing/index.ts';
import { AccessScreen, AnomaliesScreen, LogSearchScreen, ReadinessScreen } from '../features/oversight/index.ts';
import { PrescribingScreen, StoringScreen } from '../features/prescribing/index.ts';
import { MedicationScreen } from '../features/medication/index.ts';
import { QueueScreen } from '../features/queue/index.ts';
import { RecordsScreen } from '../features/records/index.ts';
import { RenewalsScreen } from '../features/renewals/index.ts';
import { SettingsScreen, type SettingsStore } from '../features/settings/index.ts';
import { WillsScreen } from '../features/wills/index.ts';
import { areaForPerson, maySee } from './area-rights.ts';
import { ClientsScreen, SocialScreen } from '../features/social/index.ts';
import { type Area, navigation } from './navigation.store.ts';
import { servicePlaces } from './service-places.ts';
import { ServicesScreen } from './ServicesScreen.tsx';

type WorkAreaProps = Readonly<{
  area: Area;
  open: ReturnType<typeof useOpenPatient>;
  nowMs: number;
  today: LocalDate;
  inPharmacy: boolean;
  metAs: MetAs;
  may: ReadonlySet<Capability>;
  focusTurn: number;
  /** Registration number of who is signed in. */
  own: string;
  isPractice: boolean;
  settings: SettingsStore;
  onGo: (area: Area) => void;
}>;

/** The screen of an area. Areas about a person show the search until one is open. */
export function WorkArea(props: WorkAreaProps) {
  const { area, open, nowMs, today, inPharmacy, metAs, may, focusTurn, own, isPractice, settings, onGo } = props;
  const client = useClient();
  /** The emergency that a finding led to. */
  const [emergency, setEmergency] = useState<string | null>(null);
  const searchWith = (aside?: ComponentProps<typeof PatientSearchScreen>['aside']) => (
    <PatientSearchScreen
      inPharmacy={inPharmacy}
      metAs={metAs}
      today={today}
      focusTurn={focusTurn}
      aside={aside}
      onOpened={then => {
        // Whoever chose a place for the person meanwhile, or before, is there.
        const { area: now } = navigation.getState();
        if (now === 'home' || !maySee(now, may)) onGo(then !== null && maySee(then, may) ? then : areaForPerson(may));
      }}
    />
  );
  const search = searchWith();
  switch (area) {
    case 'queue':
      return <QueueScreen nowMs={nowMs} onGo={onGo} />;
    case 'renewals':
      return <RenewalsScreen nowMs={nowMs} onGo={onGo} />;
    case 'settings':
      return (
        <SettingsScreen
          store={settings}
          takesBack={may.has('prescribe')}
          ownRights={<OwnRightsPanel nowMs={nowMs} onOpen={() => onGo('ownRights')} />}
        />
      );
    case 'services':
      return <ServicesScreen places={servicePlaces(may, isPractice)} onGo={onGo} />;
    case 'citizen':
      return <CitizenScreen />;
    case 'catalogue':
      return <CatalogueScreen today={today} />;
    case 'covid':
      return <CovidScreen nowMs={nowMs} open={open} mayCompare={may.has('readRecords')} />;
    case 'documents':
      return <DocumentScreen />;
    case 'home':
      return searchWith(choose => <DayPanel nowMs={nowMs} onOpen={choose} onGo={onGo} />);
    case 'social':
      return open === null ? (
        <ClientsScreen onFind={() => onGo('home')} />
      ) : (
        <SocialScreen key={open.patient.id} open={open} today={today} />
      );
    case 'wills':
      return open === null ? search : <WillsScreen key={open.patient.id} open={open} today={today} onGo={onGo} />;
    case 'disclosure':
      return open === null ? (
        search
      ) : (
        <DisclosureScreen key={open.patient.id} open={open} nowMs={nowMs} today={today} onGo={onGo} />
      );
    case 'authorisations':
      return open === null ? (
        search
      ) : (
        <AuthorisationsScreen key={open.patient.id} open={open} today={today} onGo={onGo} />
      );
    case 'imaging':
      return open === null ? (
        search
      ) : (
        <ImagingScreen key={open.patient.id} open={open} mayDisclose={may.has('recordEntry')} onGo={onGo} />
      );
    case 'wellbeing':
      return open === null ? search : <WellbeingScreen key={open.patient.id} open={open} />;
    case 'ownRights':
      return <OwnRightsScreen nowMs={nowMs} />;
    case 'readiness':
      return <ReadinessScreen />;
    case 'access':
      return <AccessScreen />;
    case 'anomalies':
      return (
        <AnomaliesScreen
          own={own}
          today={today}
          onEmergency={useId => {
            setEmergency(useId);
            onGo('emergencyReview');
          }}
        />
      );
    case 'logSearch':
      return <LogSearchScreen today={today} />;
    case 'emergencyReview':
      return <EmergencyReviewScreen own={own} first={emergency} />;
    case 'prescribing':
      return open === null ? (
        search
      ) : (
        <PrescribingScreen key={open.patient.id} open={open} nowMs={nowMs} today={today} onGo={onGo} />
      );
    case 'storing':
      return open === null ? search : <StoringScreen key={open.patient.id} open={open} today={today} onGo={onGo} />;
    case 'medication':
      return open === null ? (
        search
      ) : (
        <MedicationScreen key={open.patient.id} open={open} today={today} mayDecide={may.has('recordEntry')} />
      );
    case 'dispensing':
      return open === null ? (
        search
      ) : (
        <DispensingScreen key={open.patient.id} open={open} nowMs={nowMs} today={today} onGo={onGo} />
      );
    case 'records':
      return open === null ? (
        search
      ) : (
        <RecordsScreen
          key={open.patient.id}
          open={open}
          nowMs={nowMs}
          today={today}
          onGo={onGo}
          mayWrite={may.has('recordEntry')}
          mayAnnul={may.has('annulRecords')}
          onOpenServiceEvent={kind => ensureServiceEvent(client, kind)}
        />
      );
  }
}
