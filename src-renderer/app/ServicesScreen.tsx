import { useTexts } from '../i18n/texts.ts';
import { Icon, Screen } from '../ui/index.ts';
import { type Area } from './navigation.store.ts';
import { placesTexts } from './places.texts.ts';
import { type ServicePlace } from './service-places.ts';
import css from './places.module.css';

type ServicesScreenProps = Readonly<{ places: readonly ServicePlace[]; onGo: (area: Area) => void }>;

/** The places that are not in the rail, each with a sentence on what is done there. */
export function ServicesScreen({ places, onGo }: ServicesScreenProps) {
  const t = useTexts(placesTexts);
  return (
    <Screen title={t('title')}>
      <ul className={css.places}>
        {places.map(({ id, icon, about }, index) => (
          <li key={id}>
            <button type="button" className={css.place} autoFocus={index === 0} onClick={() => onGo(id)}>
              <Icon of={icon} />
              <span className={css.words}>
                <span className={css.name}>{t(id)}</span>
                <span className={css.about}>{t(about)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
