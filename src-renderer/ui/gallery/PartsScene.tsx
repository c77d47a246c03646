import { useState } from 'react';
import { RefreshCw, Trash2 } from 'lucide-react';
import {
  Amount,
  Banner,
  Button,
  Code,
  DefinitionList,
  DocumentView,
  EmptyState,
  ErrorBoundary,
  IconButton,
  KeyHint,
  Mark,
  Panel,
  Row,
  Screen,
  Section,
  SeverityLetter,
  Skeleton,
  Stack,
  type Step,
  StepRow,
  Tag,
  TONES,
} from '../index.ts';
import { GalleryFrame } from './GalleryFrame.tsx';

const STEPS = ['Allekirjoitettu', 'Jonossa', 'Lähetetty', 'Vastaanotettu'] as const;
function stepsAt(current: number, state: 'current' | 'failed' = 'current', detail?: string): readonly Step[] {
  return STEPS.map((label, index) => ({
    id: label,
    label,
    state: index < current ? 'done' : index === current ? state : 'todo',
    ...(index === current && current === 3 ? { tone: 'ok' } : {}),
    ...(index === current && detail !== undefined ? { detail } : {}),
  }));
}

function Breaks({ isBroken }: Readonly<{ isBroken: boolean }>) {
  if (isBroken) throw new Error('gallery: broken on purpose');
  return <p>Kaikki hyvin.</p>;
}

export function PartsScene() {
  const [isBroken, setBroken] = useState(false);
  return (
    <GalleryFrame
      current="home"
      banner={
        <Banner
          kind="offline"
          action={
            <Button variant="quiet" keys="F10">
              Häiriötila
            </Button>
          }
        >
          Kanta ei vastaa klo 14.02 alkaen. Toimitukset tallentuvat ja lähtevät jonosta itse.
        </Banner>
      }
    >
      <Screen
        title="Osat"
        meta={
          <>
            <Mark size={16} label="Kantele" />
          </>
        }
      >
        <Row align="fields" gap="group">
          <Stack>
            <Row>
              <Button variant="primary" keys="F12">
                Allekirjoita (3)
              </Button>
              <Button icon={RefreshCw}>Hae uudelleen</Button>
              <Button variant="quiet" keys="F4">
                Vaihda
              </Button>
              <Button variant="danger" icon={Trash2}>
                Mitätöi
              </Button>
              <Button isPending>Lähetetään</Button>
              <Button disabledBecause="Kortti puuttuu lukijasta">Tulosta</Button>
              <IconButton icon={RefreshCw} label="Hae uudelleen" keys="F5" />
              <KeyHint keys="Ctrl+K" />
            </Row>
            <Row>
              {TONES.map(tone => (
                <Tag key={tone} tone={tone}>
                  {
                    {
                      ok: 'Vastaanotettu',
                      warn: 'Tarkista',
                      stop: 'Estetty',
                      info: 'Lähetetty',
                      neutral: 'Luonnos',
                      practice: 'Harjoitus',
                    }[tone]
                  }
                </Tag>
              ))}
              {(['A', 'B', 'C', 'D', '?'] as const).map(grade => (
                <SeverityLetter key={grade} grade={grade} label={`Luokka ${grade}`} />
              ))}
            </Row>
            <Row gap="region">
              <StepRow label="Toimituksen tila" steps={stepsAt(1, 'current', '14.05')} />
              <StepRow label="Toimituksen tila" steps={stepsAt(3, 'current', '14.06')} />
              <StepRow label="Toimituksen tila" steps={stepsAt(2, 'failed', 'E0231')} />
            </Row>
          </Stack>
        </Row>
        <Stack gap="related">
          <Banner
            kind="stale"
            action={
              <Button variant="quiet" keys="F5">
                Hae uudelleen
              </Button>
            }
          >
            Tiedot klo 14.05, 12 min vanhat.
          </Banner>
          <Banner kind="slow">Kanta on hidas: vastaus noin 8 s kuluttua. Kirjoitettu on tallessa.</Banner>
          <Banner kind="note">Lääkelista yhdistetty 12.10.2026, Laakso Päivi.</Banner>
        </Stack>
        <div
          style={{
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fit, minmax(360px, 1fr))',
            gap: 16,
            alignItems: 'start',
          }}
        >
          <Panel
            title="Määräys"
            meta="versio 2"
            actions={
              <Button variant="quiet" keys="F9" keysShow="held">
                Tulosta
              </Button>
            }
          >
            <Row align="spread">
              <strong>Jäljellä</strong>
              <Amount value="160" unit="tabl." look="figure" />
            </Row>
            <DefinitionList
              changedLabel="muuttunut"
              items={[
                { label: 'Lääke', value: 'Marevan Forte 5 mg tabletti' },
                { label: 'Annostus', value: '1 tabletti aamulla', isChanged: true },
                { label: 'Käyttötarkoitus', value: '' },
                { label: 'Tunniste', value: <Code>1.2.246.10.12345678.93001.2026.4200042</Code> },
                { label: 'VNR', value: <Code group={3}>123456</Code> },
              ]}
            />
          </Panel>
          <Panel title="Asiakirja" meta="14.2.2026">
            <DocumentView
              label="Hoitokertomus"
              lang="fi"
              blocks={[
                { kind: 'heading', level: 1, text: 'Sisätaudit' },
                { kind: 'heading', level: 2, text: 'Nykytila' },
                {
                  kind: 'paragraph',
                  content: [
                    { kind: 'text', text: 'RR ' },
                    { kind: 'text', text: '142/84', emphasis: ['strong'] },
                    { kind: 'text', text: '. Syke tasainen.' },
                  ],
                },
                {
                  kind: 'list',
                  isOrdered: false,
                  items: [[{ kind: 'text', text: 'GFR 38 ml/min' }], [{ kind: 'text', text: 'Kalium 4,1 mmol/l' }]],
                },
                {
                  kind: 'table',
                  head: [[{ kind: 'text', text: 'Päivä' }], [{ kind: 'text', text: 'INR' }]],
                  rows: [[[{ kind: 'text', text: '12.10.2026' }], [{ kind: 'text', text: '2,4' }]]],
                },
              ]}
            />
          </Panel>
          <Panel title="Tyhjä, lataus ja virhe">
            <EmptyState title="Ei avoimia määräyksiä" action={<Button keys="F2">Vaihda asiakas</Button>}>
              Kannassa ei ole toimitettavaa tälle asiakkaalle.
            </EmptyState>
            <Section title="Lataus" meta="Haetaan Kannasta">
              <Skeleton label="Haetaan Kannasta" />
            </Section>
            <ErrorBoundary
              texts={{
                title: 'Tämä osa keskeytyi',
                whatIsSafe: 'Kirjoitettu on tallessa. Jono jatkaa.',
                copy: 'Kopioi koodi',
                copied: 'Kopioitu',
                again: 'Avaa uudelleen',
              }}
              onError={() => 'UI-0001 2026-11-22T12:05Z 7f3a'}
            >
              <Breaks isBroken={isBroken} />
              <Row>
                <Button onPress={() => setBroken(true)}>Riko</Button>
              </Row>
            </ErrorBoundary>
          </Panel>
        </div>
      </Screen>
    </GalleryFrame>
  );
}
