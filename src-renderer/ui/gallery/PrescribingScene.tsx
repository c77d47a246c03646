import { useMemo, useState } from 'react';
import {
  Amount,
  Button,
  type Column,
  ComboBox,
  DataTable,
  FindingItem,
  FindingList,
  Gap,
  ItemName,
  NumberField,
  Panel,
  Quiet,
  RadioGroup,
  Row,
  Screen,
  Split,
  Stack,
  TextField,
} from '../index.ts';
import { GalleryFrame } from './GalleryFrame.tsx';
import { type Sample, SAMPLES } from './samples.ts';

const COLUMNS: readonly Column<Sample>[] = [
  {
    id: 'medicine',
    header: 'Lääke ja annostus',
    width: '4fr',
    isRowHeader: true,
    cell: row => <ItemName name={row.name} rest={row.strength} below={row.dose} />,
  },
  { id: 'left', header: 'Jäljellä', width: 88, align: 'end', cell: row => <Amount value={row.left} unit={row.unit} /> },
];
const keyOf = (row: Sample) => row.id;
const renderMedicine = (row: Sample) => <ItemName name={row.name} rest={row.strength} />;

export function PrescribingScene() {
  const [query, setQuery] = useState('');
  const [dose, setDose] = useState('1x3 7pv');
  const [purpose, setPurpose] = useState('Keuhkokuume');
  const [amount, setAmount] = useState<number | null>(21);
  const [swap, setSwap] = useState<'yes' | 'no' | null>('yes');
  const results = useMemo(() => SAMPLES.filter(row => row.name.toLowerCase().includes(query.toLowerCase())), [query]);
  return (
    <GalleryFrame
      current="prescribing"
      findings={
        <FindingList label="Havainnot">
          <FindingItem
            grade="D"
            gradeLabel="Luokka D: vältä"
            text="Penisilliiniallergia: anafylaksia 2011"
            whyLabel="Miksi"
            why="Sääntö AL-001"
            action={<Button variant="quiet">Kirjaa syy</Button>}
          />
        </FindingList>
      }
    >
      <Screen
        title="Uusi määräys"
        meta="Lääkelista yhdistetty 12.10.2026"
        foot={
          <>
            <Quiet>Luonnos tallennettu 14.05</Quiet>
            <Gap />
            <Button keys="Ctrl+Enter">Koriin</Button>
            <Button variant="primary" keys="F12" disabledBecause="Este: penisilliiniallergia. Kirjaa syy ensin.">
              Allekirjoita (1)
            </Button>
          </>
        }
      >
        <Split
          share="1:1"
          list={
            <Panel title="Nykyinen lääkitys" meta="18 lääkettä" fill="flush" grows>
              <DataTable
                label="Nykyinen lääkitys"
                columns={COLUMNS}
                rows={SAMPLES}
                rowKey={keyOf}
                lines="double"
                empty="Ei lääkkeitä"
              />
            </Panel>
          }
          detail={
            <Panel title="Amorion 500 mg kapseli" grows>
              <Stack>
                <ComboBox
                  label="Lääke"
                  query={query}
                  onQueryChange={setQuery}
                  results={results}
                  resultsLabel="Löydetyt lääkkeet"
                  renderItem={renderMedicine}
                  onPick={row => setQuery(row.name)}
                  empty="Ei lääkettä tällä nimellä"
                  width="full"
                  placeholder="Nimi, vaikuttava aine, ATC tai VNR"
                />
                <TextField label="Annostus" value={dose} onChange={setDose} width="full" />
                <p>1 kapseli 3 kertaa vuorokaudessa 7 vuorokauden ajan.</p>
                <Row align="fields" gap="group">
                  <NumberField
                    label="Määrä"
                    value={amount}
                    onChange={setAmount}
                    unit="kaps."
                    notANumber="Kirjoita numero"
                  />
                  <TextField label="Käyttötarkoitus" value={purpose} onChange={setPurpose} width="short" />
                </Row>
                <RadioGroup
                  label="Lääkevaihto"
                  items={[
                    { id: 'yes', label: 'Sallittu' },
                    { id: 'no', label: 'Kielletty' },
                  ]}
                  value={swap}
                  onChange={setSwap}
                  direction="row"
                />
              </Stack>
            </Panel>
          }
        />
      </Screen>
    </GalleryFrame>
  );
}
