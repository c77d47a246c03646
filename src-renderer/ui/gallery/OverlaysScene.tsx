import { useMemo, useState } from 'react';
import { Ban, Copy, FileText, MoreHorizontal, Pencil } from 'lucide-react';
import {
  Button,
  CheckBox,
  Dialog,
  IconButton,
  type KeyBinding,
  Menu,
  PinField,
  Popover,
  Quiet,
  Row,
  Screen,
  Select,
  Tabs,
  TextField,
  useAnnouncer,
  useKeys,
} from '../index.ts';
import { GalleryFrame } from './GalleryFrame.tsx';

export function OverlaysScene() {
  const [open, setOpen] = useState<'none' | 'plain' | 'stop'>('none');
  const [tab, setTab] = useState<'content' | 'versions'>('content');
  const [reason, setReason] = useState<'dose' | 'amount' | null>(null);
  const [text, setText] = useState('');
  const [isSure, setSure] = useState(false);
  const [pins, setPins] = useState(0);
  const [signs, setSigns] = useState(0);
  const { toast } = useAnnouncer();
  const keys = useMemo<readonly KeyBinding[]>(
    () => [{ id: 'sign', keys: 'F12', scope: 'app', label: 'Allekirjoita', run: () => setSigns(n => n + 1) }],
    [],
  );
  useKeys(keys);
  const close = () => setOpen('none');
  return (
    <GalleryFrame current="queue">
      <Screen title="Kelluvat osat" meta={`PIN annettu ${pins}, allekirjoitettu ${signs}`}>
        <Row>
          <Button onPress={() => setOpen('plain')}>Avaa ikkuna</Button>
          <Button variant="danger" onPress={() => setOpen('stop')}>
            Avaa pysäytys
          </Button>
          <Menu
            label="Muut toiminnot"
            trigger={<IconButton icon={MoreHorizontal} label="Muut toiminnot" />}
            items={[
              { id: 'open', label: 'Näytä asiakirja', icon: FileText, keys: 'D' },
              { id: 'fix', label: 'Korjaa', icon: Pencil, keys: 'F8' },
              { id: 'copy', label: 'Kopioi tunniste', icon: Copy },
              {
                id: 'void',
                label: 'Mitätöi',
                icon: Ban,
                isDanger: true,
                disabledBecause: 'Määräyksestä on toimitettu osa',
              },
            ]}
            onPick={id => toast({ text: `Valittu: ${id}` })}
          />
          <Popover label="Miksi" trigger={<Button variant="quiet">Miksi</Button>}>
            <p>Sääntö IA-014, versio 3.</p>
            <Quiet>Lähde: valmisteyhteenveto kohta 4.5</Quiet>
          </Popover>
          <Button onPress={() => toast({ text: 'Toimitus lähetetty', tone: 'info', staysMs: 0 })}>Ilmoita</Button>
          <Button
            onPress={() =>
              toast({
                text: 'Kanta hylkäsi toimituksen',
                tone: 'stop',
                staysMs: 0,
                action: { label: 'Avaa jono', keys: 'Ctrl+Q', run: close },
              })
            }
          >
            Ilmoita pysäytys
          </Button>
        </Row>
        <Tabs
          label="Asiakirja"
          selected={tab}
          onSelect={setTab}
          items={[
            { id: 'content', label: 'Sisältö', content: <p>Sisältö</p> },
            { id: 'versions', label: 'Versiot', count: 3, content: <p>Versiot</p> },
          ]}
        />
        <Dialog
          isOpen={open === 'plain'}
          onClose={close}
          title="Korjaa määräystä"
          actions={
            <>
              <Button onPress={close}>Palaa</Button>
              <Button
                variant="primary"
                keys="Ctrl+Enter"
                disabledBecause={text === '' ? 'Kirjoita ensin, kuka suostui' : undefined}
                onPress={close}
              >
                Tallenna korjaus
              </Button>
            </>
          }
        >
          <Select
            label="Syy"
            placeholder="Valitse syy"
            items={[
              { id: 'dose', label: 'Annostus' },
              { id: 'amount', label: 'Määrä', detail: 'Pakkausten määrä tai koko' },
            ]}
            value={reason}
            onChange={setReason}
          />
          <TextField
            label="Suullisen suostumuksen antoi"
            value={text}
            onChange={setText}
            isRequired
            autoFocus
            help="Lääkärin nimi ja puhelinnumero"
          />
          <CheckBox isSelected={isSure} onChange={setSure}>
            Asiakas on saanut tiedon
          </CheckBox>
        </Dialog>
        <Dialog
          isOpen={open === 'stop'}
          onClose={close}
          kind="stop"
          size="small"
          title="Verenvuodon vaara"
          actions={<Button onPress={close}>Palaa muuttamaan</Button>}
        >
          <p>Varfariini ja ibuprofeeni yhdessä. Toimitus vaatii perustelun.</p>
          <PinField
            label="Allekirjoitustunnus (PIN2)"
            tooShort="Tunnuksessa on vähintään 4 merkkiä"
            help="3 yritystä jäljellä"
            autoFocus
            onPin={() => {
              setPins(n => n + 1);
              close();
            }}
          >
            <Button type="submit" variant="primary" keys="Enter">
              Allekirjoita
            </Button>
          </PinField>
        </Dialog>
      </Screen>
    </GalleryFrame>
  );
}
