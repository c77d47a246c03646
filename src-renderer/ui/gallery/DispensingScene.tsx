import { useCallback, useMemo, useState } from 'react';
import { CircleCheck, CircleDashed, Lock, LockKeyhole, PackageCheck } from 'lucide-react';
import {
  Amount,
  Banner,
  Button,
  type Column,
  DataTable,
  EmptyState,
  FindingItem,
  FindingList,
  Gap,
  ItemName,
  type KeyBinding,
  Quiet,
  Screen,
  SearchField,
  SeverityLetter,
  Tag,
  TwoLines,
  useAnnouncer,
  useKeys,
} from '../index.ts';
import { GalleryFrame } from './GalleryFrame.tsx';
import { type Sample, SAMPLES } from './samples.ts';

const STATES = {
  open: (
    <Tag look="plain" icon={CircleDashed}>
      Avoin
    </Tag>
  ),
  reserved: (
    <Tag look="plain" tone="info" icon={LockKeyhole}>
      Varattu
    </Tag>
  ),
  locked: (
    <Tag look="plain" tone="warn" icon={Lock}>
      Lukittu
    </Tag>
  ),
  done: (
    <Tag look="plain" tone="info" icon={PackageCheck}>
      Lähetetty
    </Tag>
  ),
  accepted: (
    <Tag look="plain" tone="ok" icon={CircleCheck}>
      Vastaanotettu
    </Tag>
  ),
} as const;
const GRADES = {
  A: 'Luokka A',
  B: 'Luokka B',
  C: 'Luokka C: huomioi',
  D: 'Luokka D: vältä',
  '?': 'Tarkistamatta',
} as const;

const COLUMNS: readonly Column<Sample>[] = [
  {
    id: 'grade',
    header: '',
    width: 36,
    cell: row => row.grade !== null && <SeverityLetter grade={row.grade} label={GRADES[row.grade]} />,
  },
  {
    id: 'medicine',
    header: 'Lääke ja annostus',
    width: '5fr',
    minWidth: 280,
    isRowHeader: true,
    isSortable: true,
    cell: row => <ItemName name={row.name} rest={row.strength} below={row.dose} />,
  },
  { id: 'prescriber', header: 'Määrääjä', width: 112, cell: row => <TwoLines top={row.prescriber} below={row.date} /> },
  { id: 'last', header: 'Viimeksi', width: 104, cell: row => row.last },
  { id: 'state', header: 'Tila', width: 128, cell: row => STATES[row.state] },
  { id: 'price', header: 'Hinta', width: 84, align: 'end', cell: row => row.price },
  {
    id: 'left',
    header: 'Jäljellä',
    width: 88,
    align: 'end',
    isSortable: true,
    cell: row => <TwoLines top={<Amount value={row.left} unit={row.unit} look="strong" />} below={row.days} />,
  },
];
const keyOf = (row: Sample) => row.id;
const isDone = (row: Sample) => row.left === '0';

export function DispensingScene() {
  const [query, setQuery] = useState('');
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set(['2']));
  const { announce, toast } = useAnnouncer();
  const rows = useMemo(() => SAMPLES.filter(row => row.name.toLowerCase().includes(query.toLowerCase())), [query]);
  const toggle = useCallback((row: Sample) => {
    setMarked(all => {
      const next = new Set(all);
      if (!next.delete(row.id)) next.add(row.id);
      return next;
    });
  }, []);
  const keys = useMemo<readonly KeyBinding[]>(
    () => [
      {
        id: 'sign',
        keys: 'F12',
        scope: 'app',
        label: 'Allekirjoita',
        run: () =>
          toast({
            text: 'Allekirjoitettu ja jonossa: 1 toimitus',
            tone: 'info',
            action: { label: 'Peru', keys: 'Ctrl+Z', run: () => announce('Peruttu') },
          }),
      },
      {
        id: 'copy',
        keys: 'C',
        scope: 'list',
        where: 'dispensing',
        label: 'Kopioi puhelinnumero',
        run: () => announce('Kopioitu'),
      },
    ],
    [announce, toast],
  );
  useKeys(keys);
  return (
    <GalleryFrame
      current="dispensing"
      findings={
        <FindingList label="Havainnot">
          <FindingItem
            grade="D"
            gradeLabel={GRADES.D}
            text="Varfariini ja ibuprofeeni: verenvuodon vaara kasvaa"
            whyLabel="Miksi"
            why="Sääntö IA-014, versio 3. Lähde: Burana, valmisteyhteenveto kohta 4.5. Tietokanta 15.11.2026."
            action={<Button variant="quiet">Kirjaa syy</Button>}
          />
          <FindingItem
            grade="?"
            gradeLabel={GRADES['?']}
            text="Furesis: annostarkistusta ei tehty, koska paino on yli 12 kk vanha"
            whyLabel="Miksi"
            why="Sääntö DO-002"
            startsOpen
          />
          <FindingItem
            grade="C"
            gradeLabel={GRADES.C}
            text="Metformiini: GFR 38 ml/min, enimmäisannos 1 000 mg vuorokaudessa"
            whyLabel="Miksi"
            why="Sääntö RE-001"
            action={<Button variant="quiet">Näytä annos</Button>}
          />
          <FindingItem
            grade="B"
            gradeLabel={GRADES.B}
            text="Atorvastatiini: seuraa lihasoireita"
            whyLabel="Miksi"
            why="Sääntö IA-090"
          />
        </FindingList>
      }
    >
      <Screen
        title="Toimitettavissa"
        meta="Haettu Kannasta 14.05"
        fill="flush"
        tools={
          <>
            <SearchField
              label="Rajaa luetteloa"
              hideLabel
              width="short"
              placeholder="Rajaa luetteloa"
              value={query}
              onChange={setQuery}
            />
            <Button keys="F5" variant="quiet">
              Hae uudelleen
            </Button>
          </>
        }
        banner={
          query === 'x' ? (
            <Banner kind="stale" action={<Button variant="quiet">Hae</Button>}>
              Tiedot klo 14.05
            </Banner>
          ) : undefined
        }
        foot={
          <>
            <Quiet>1 valittu, 2 havaintoa vaatii kuittauksen</Quiet>
            <Gap />
            <Button keys="F4">Vaihda</Button>
            <Button variant="primary" keys="F12">
              Allekirjoita (1)
            </Button>
          </>
        }
      >
        <DataTable
          label="Toimitettavissa olevat lääkemääräykset"
          columns={COLUMNS}
          rows={rows}
          rowKey={keyOf}
          lines="double"
          unfolds
          selectedKeys={marked}
          onToggle={toggle}
          toggleLabel={row => `Valitse ${row.name}`}
          onOpen={row => announce(`Avattu ${row.name}`)}
          isMuted={isDone}
          keyList="dispensing"
          autoFocus
          sort={{ column: 'medicine', direction: 'ascending' }}
          onSort={() => announce('Järjestetty')}
          empty={
            <EmptyState
              title="Rajaus piilottaa kaikki 18 määräystä"
              action={<Button onPress={() => setQuery('')}>Poista rajaus</Button>}
            >
              Hakusanalla ei löydy toimitettavaa.
            </EmptyState>
          }
        />
      </Screen>
    </GalleryFrame>
  );
}
