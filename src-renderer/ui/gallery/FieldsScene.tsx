import { useMemo, useState } from 'react';
import {
  Button,
  CheckBox,
  ComboBox,
  DateField,
  Gap,
  ItemName,
  NumberField,
  Panel,
  PinField,
  Quiet,
  RadioGroup,
  Row,
  Screen,
  SearchField,
  FieldGroup,
  Select,
  Switch,
  TextArea,
  TextField,
} from '../index.ts';
import { GalleryFrame } from './GalleryFrame.tsx';
import { type Sample, SAMPLES } from './samples.ts';

const renderMedicine = (row: Sample) => <ItemName name={row.name} rest={row.strength} />;

export function FieldsScene() {
  const [text, setText] = useState('Nieminen');
  const [long, setLong] = useState('Potilas voi hyvin. Lääkitys jatkuu ennallaan.');
  const [number, setNumber] = useState<number | null>(0.5);
  const [date, setDate] = useState<string | null>('2026-11-22');
  const [search, setSearch] = useState('');
  const [pick, setPick] = useState<'all' | 'period' | null>('all');
  const [query, setQuery] = useState('');
  const [isOn, setOn] = useState(true);
  const [picked, setPicked] = useState('');
  const results = useMemo(
    () => SAMPLES.filter(row => `${row.name} ${row.strength}`.toLowerCase().includes(query.toLowerCase())),
    [query],
  );
  return (
    <GalleryFrame current="settings">
      <Screen
        title="Kentät"
        meta={picked}
        foot={
          <>
            <Quiet>Luonnos tallennettu 14.05</Quiet>
            <Gap />
            <Button>Palaa</Button>
            <Button disabledBecause="Kortti puuttuu lukijasta">Tulosta</Button>
            <Button variant="primary" keys="Ctrl+Enter">
              Koriin
            </Button>
          </>
        }
      >
        <Panel title="Lomake">
          <ComboBox
            label="Lääke"
            query={query}
            onQueryChange={setQuery}
            results={results}
            resultsLabel="Löydetyt lääkkeet"
            renderItem={renderMedicine}
            onPick={row => {
              setPicked(row.name);
              setQuery(row.name);
            }}
            empty="Ei lääkettä tällä nimellä. Kokeile vaikuttavaa ainetta."
            foot="Lääketietokanta 15.11.2026"
            help="Nimi, vaikuttava aine, ATC tai VNR"
          />
          <Row align="fields" gap="group">
            <TextField label="Nimi" value={text} onChange={setText} isRequired width="short" help="Suku- ja etunimi" />
            <NumberField
              label="Annos"
              value={number}
              onChange={setNumber}
              unit="tablettia"
              width="code"
              step={0.5}
              min={0}
              notANumber="Kirjoita numero, esimerkiksi 0,5"
            />
            <DateField label="Voimassa" value={date} onChange={setDate} />
            <Select
              label="Kieli"
              placeholder="Valitse"
              items={[
                { id: 'all', label: 'suomi' },
                { id: 'period', label: 'ruotsi', detail: 'svenska' },
              ]}
              value={pick}
              onChange={setPick}
              width="short"
            />
          </Row>
          <Row align="fields" gap="group">
            <TextField
              label="Puhelin"
              value="040 12"
              onChange={setText}
              width="short"
              error="Numerosta puuttuu merkkejä: tarkista loppu"
            />
            <NumberField
              label="Määrä"
              value={300}
              onChange={setNumber}
              unit="tabl."
              notANumber="Kirjoita numero"
              error="Kymmenen kertaa tavallista enemmän: tarkista"
            />
            <SearchField label="Haku" value={search} onChange={setSearch} width="short" placeholder="Hae" keys="F3" />
            <TextField
              label="VNR"
              value="123456"
              onChange={setText}
              width="code"
              disabledBecause="Tulee pakkauksesta"
            />
          </Row>
          <TextArea
            label="Hoidon arvio"
            value={long}
            onChange={setLong}
            lang="fi"
            help="Näkyy potilaalle OmaKannassa"
            rows={2}
          />
          <Row align="fields" gap="region">
            <RadioGroup
              label="Yhteenveto"
              items={[
                { id: 'all', label: 'Kaikki määräykset' },
                { id: 'period', label: 'Ajanjaksolta', detail: 'Valitse alku- ja loppupäivä' },
              ]}
              value={pick}
              onChange={setPick}
            />
            <FieldGroup label="Valinnat">
              <CheckBox isSelected={isOn} onChange={setOn}>
                Lääkevaihto sallittu
              </CheckBox>
              <CheckBox isSelected={false} onChange={setOn} disabledBecause="Biologista lääkettä ei vaihdeta">
                Iterointi
              </CheckBox>
              <Switch isSelected={isOn} onChange={setOn}>
                Tiivis rivitys
              </Switch>
            </FieldGroup>
            <PinField
              label="Tunnus (PIN2)"
              tooShort="Vähintään 4 merkkiä"
              onPin={() => setPicked('PIN')}
              help="3 yritystä jäljellä"
            >
              <Button type="submit">Avaa</Button>
            </PinField>
          </Row>
        </Panel>
      </Screen>
    </GalleryFrame>
  );
}
