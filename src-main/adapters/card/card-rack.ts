import { fail } from '../../../shared/kernel/result.ts';
import { type PresentCard, type SigningCard } from '../../app/ports/signing-card.port.ts';

/**
 * Several places for a card seen as one reader, the tray of practice cards and the readers of this machine: the card that came
 * last is the one at hand.
 */
export function combineCards(places: readonly SigningCard[]): SigningCard {
  const listeners = new Set<(card: PresentCard | null) => void>();
  /** The places that hold a card, the newest last. */
  let held = places.filter(place => place.present() !== null);
  const at = (): SigningCard | null => held.at(-1) ?? null;
  const tell = (card: PresentCard | null): void => {
    for (const hear of [...listeners]) hear(card);
  };
  for (const place of places)
    place.watch(card => {
      const before = at();
      held = [...held.filter(other => other !== place), ...(card === null ? [] : [place])];
      if (place !== before && place !== at()) return; // a card that lies under another one went
      if (before !== null && before !== place) tell(null); // the card before goes first
      tell(at()?.present() ?? null);
    });
  return {
    present: () => at()?.present() ?? null,
    watch(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    authenticate: async (challenge, pin1, cancellation) =>
      (await at()?.authenticate(challenge, pin1, cancellation)) ?? fail({ code: 'CARD-0104' }),
    openSigning: async (pin2, cancellation) =>
      (await at()?.openSigning(pin2, cancellation)) ?? fail({ code: 'CARD-0104' }),
  };
}
