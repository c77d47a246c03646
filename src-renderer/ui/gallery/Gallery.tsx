import { type Density, type Theme, UiRoot } from '../index.ts';
import { DispensingScene } from './DispensingScene.tsx';
import { FieldsScene } from './FieldsScene.tsx';
import { ManyRowsScene } from './ManyRowsScene.tsx';
import { OverlaysScene } from './OverlaysScene.tsx';
import { PartsScene } from './PartsScene.tsx';
import { PrescribingScene } from './PrescribingScene.tsx';

const SCENES = {
  dispensing: DispensingScene,
  prescribing: PrescribingScene,
  parts: PartsScene,
  fields: FieldsScene,
  overlays: OverlaysScene,
  rows: ManyRowsScene,
} as const;
const THEMES: readonly Theme[] = ['light', 'dark', 'system'];
const LABELS = { close: 'Sulje', notices: 'Ilmoitukset', clear: 'Tyhjennä haku' };
const isScene = (name: string): name is keyof typeof SCENES => name in SCENES;

/** Address: `?scene=dispensing&theme=dark&density=comfortable&locale=sv-FI`. */
export function Gallery({ query }: Readonly<{ query: URLSearchParams }>) {
  const name = query.get('scene') ?? 'dispensing';
  const Scene = isScene(name) ? SCENES[name] : DispensingScene;
  const density: Density = query.get('density') === 'comfortable' ? 'comfortable' : 'compact';
  return (
    <UiRoot
      locale={query.get('locale') ?? 'fi-FI'}
      theme={THEMES.find(theme => theme === query.get('theme')) ?? 'light'}
      density={density}
      labels={LABELS}
    >
      <Scene />
    </UiRoot>
  );
}
