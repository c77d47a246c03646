import { useMemo, useState } from 'react';
import { Amount, type Column, ComboBox, DataTable, ItemName, Panel, ResultList, Screen, Tag } from '../index.ts';
import { GalleryFrame } from './GalleryFrame.tsx';
import { type Sample, SAMPLES } from './samples.ts';

const ROWS: readonly Sample[] = Array.from({ length: 500 }, (_, index) => {
  const sample = SAMPLES[index % SAMPLES.length];
  if (sample === undefined) throw new Error('samples are missing');
  return { ...sample, id: `r${index}`, name: `${sample.name} ${index + 1}` };
});
const RESULTS = ROWS.slice(0, 30);
const COLUMNS: readonly Column<Sample>[] = [
  {
    id: 'medicine',
    header: 'Lääke',
    width: '4fr',
    isRowHeader: true,
    cell: row => <ItemName name={row.name} rest={row.strength} below={row.dose} />,
  },
  { id: 'prescriber', header: 'Määrääjä', width: 140, cell: row => row.prescriber },
  { id: 'last', header: 'Viimeksi', width: 100, cell: row => row.last },
  { id: 'state', header: 'Tila', width: 120, cell: () => <Tag look="plain">Avoin</Tag> },
  {
    id: 'left',
    header: 'Jäljellä',
    width: 100,
    align: 'end',
    cell: row => <Amount value={row.left} unit={row.unit} />,
  },
];
const keyOf = (row: Sample) => row.id;
const renderResult = (row: Sample) => <ItemName name={row.name} rest={row.strength} />;

/** For measuring: 500 rows, and a result list that is drawn anew on a press. */
export function ManyRowsScene() {
  return (
    <GalleryFrame current="queue">
      <Screen title="500 riviä" tools={<Search />}>
        <Panel title="Taulukko" fill="flush" grows>
          <DataTable label="500 riviä" columns={COLUMNS} rows={ROWS} rowKey={keyOf} lines="double" empty="" />
        </Panel>
        <Results />
      </Screen>
    </GalleryFrame>
  );
}

function Search() {
  const [query, setQuery] = useState('');
  const found = useMemo(() => ROWS.filter(row => row.name.toLowerCase().includes(query.toLowerCase())), [query]);
  return (
    <ComboBox
      label="Lääke"
      hideLabel
      query={query}
      onQueryChange={setQuery}
      results={found}
      resultsLabel="Löydetyt"
      renderItem={renderResult}
      onPick={row => setQuery(row.name)}
      empty="Ei tuloksia"
    />
  );
}

function Results() {
  const [round, setRound] = useState(0);
  const [active, setActive] = useState<string | null>('r0');
  return (
    <Panel title="Tulokset" fill="flush">
      <button id="draw" onClick={() => setRound(round + 1)}>
        Piirrä
      </button>
      {round > 0 && (
        <ResultList
          key={round}
          id="results"
          label="Tulokset"
          items={RESULTS}
          activeId={active}
          onActiveChange={setActive}
          onPick={() => setActive(null)}
          renderItem={renderResult}
        />
      )}
    </Panel>
  );
}
