import { type Localized } from '../../kernel/language.ts';
import { type Oid } from '../../kernel/oid.ts';
import { says } from '../rule.ts';
import {
  type Attestation,
  clashes,
  type Declaration,
  type DeclarationRow,
  isInForce,
  needsInforming,
} from './declaration.ts';
import { type DenialScope } from './will.ts';

export type GivingCode = 'WIL-0001' | 'WIL-0002' | 'WIL-0004' | 'WIL-0005' | 'WIL-0006';
type Giving = Readonly<{
  declaration: Declaration;
  /** What stands now. */
  inForce: readonly Declaration[];
  isMinor: boolean;
  saidBy: Attestation['saidBy'];
}>;
type GivingRule = Readonly<{ id: string; code: GivingCode; source: string; holds(giving: Giving): boolean }>;

const isPersonal = ({ kind }: Declaration): boolean =>
  kind === 'denial' || kind === 'livingWill' || kind === 'organDonation';

/** What has to hold before a declaration is recorded, asked in this order. */
export const GIVING_RULES: readonly GivingRule[] = [
  {
    id: 'WI-G1',
    code: 'WIL-0004',
    source: 'kanta.fi, living will: free text',
    holds: ({ declaration }) => declaration.kind !== 'livingWill' || declaration.text.trim() !== '',
  },
  {
    id: 'WI-G2',
    code: 'WIL-0005',
    source: 'kanta.fi, acting for a minor: a minor cannot deny everything at once',
    holds: ({ declaration, isMinor }) =>
      !isMinor || declaration.kind !== 'denial' || declaration.scope.at !== 'allHealth',
  },
  {
    id: 'WI-G3',
    code: 'WIL-0006',
    source: 'kanta.fi, acting for a minor: a guardian sets no denial, living will or organ testament for the child',
    holds: ({ declaration, isMinor, saidBy }) => !isMinor || saidBy === 'person' || !isPersonal(declaration),
  },
  {
    id: 'WI-G4',
    code: 'WIL-0001',
    source: 'Act 703/2023: informing before consent and denial',
    holds: ({ declaration, inForce }) =>
      !needsInforming(declaration) || inForce.some(({ kind }) => kind === 'informing'),
  },
  {
    id: 'WI-G5',
    code: 'WIL-0002',
    source: 'kanta.fi: one consent, one denial of a scope, one living will until withdrawn',
    holds: ({ declaration, inForce }) => !inForce.some(other => clashes(other, declaration)),
  },
];

/** The first rule that stops the giving; null when nothing does. */
export const givingRefusal = (giving: Giving): GivingCode | null =>
  GIVING_RULES.find(rule => !rule.holds(giving))?.code ?? null;

/** Two declarations in force that do not go together, in words for the person and the one who keeps them with the person. */
export type Contradiction = Readonly<{ id: ContradictionId; says: Localized; oids: readonly Oid[] }>;
export type ContradictionId = 'WI-C1' | 'WI-C2' | 'WI-C3' | 'WI-C4' | 'WI-C5';

type Of<K extends Declaration['kind']> = DeclarationRow & Readonly<{ declaration: Extract<Declaration, { kind: K }> }>;
const ofKind = <K extends Declaration['kind']>(rows: readonly DeclarationRow[], kind: K): readonly Of<K>[] =>
  rows.filter((row): row is Of<K> => row.declaration.kind === kind);

const isSocial = ({ at }: DenialScope): boolean =>
  at === 'socialDocument' || at === 'socialService' || at === 'socialController';
/** Everything that the narrow one covers is covered by the wide one too. */
const isWithin = (narrow: DenialScope, wide: DenialScope): boolean =>
  wide.at === 'allHealth'
    ? narrow.at !== 'allHealth' && narrow.at !== 'uusimaa' && !isSocial(narrow)
    : wide.at === 'provider' && narrow.at === 'register' && narrow.controllerOid === wide.controllerOid;

type ContradictionRule = Readonly<{
  id: ContradictionId;
  says: Localized;
  finds(rows: readonly DeclarationRow[]): readonly (readonly Oid[])[];
}>;

/** Source of who wins: Act 703/2023 and kanta.fi, consents and denials (a denial limits what a consent opens). */
const CONTRADICTIONS: readonly ContradictionRule[] = [
  {
    id: 'WI-C1',
    says: says(
      'Luovutuslupa ja kielto kaikista terveydenhuollon tiedoista ovat molemmat voimassa. Kielto ratkaisee: tietoja ei luovuteta luvan perusteella.',
      'Utlämnandetillståndet och förbudet mot alla hälso- och sjukvårdsuppgifter är båda i kraft. Förbudet avgör: uppgifter lämnas inte ut med stöd av tillståndet.',
      'The consent and a denial of all health data are both in force. The denial decides: nothing is disclosed on the consent.',
    ),
    finds: rows =>
      ofKind(rows, 'consent')
        .filter(({ declaration }) => declaration.sector === 'health')
        .flatMap(consent =>
          ofKind(rows, 'denial')
            .filter(({ declaration }) => declaration.scope.at === 'allHealth')
            .map(denial => [consent.oid, denial.oid]),
        ),
  },
  {
    id: 'WI-C2',
    says: says(
      'Kaksi sisäkkäistä kieltoa sanoo hätäkäytöstä eri tavoin. Tietoja ei anneta hätätilanteessakaan, ennen kuin molemmat sallivat sen.',
      'Två förbud som täcker varandra säger olika om nödsituationer. Uppgifter ges inte ens i nödsituationer förrän båda tillåter det.',
      'Two overlapping denials differ on emergencies. No data is given even in an emergency until both allow it.',
    ),
    finds: rows => {
      const denials = ofKind(rows, 'denial');
      return denials.flatMap(wide =>
        denials
          .filter(
            narrow =>
              isWithin(narrow.declaration.scope, wide.declaration.scope) &&
              narrow.declaration.emergencyUse !== wide.declaration.emergencyUse,
          )
          .map(narrow => [wide.oid, narrow.oid]),
      );
    },
  },
  {
    id: 'WI-C3',
    says: says(
      'Samasta asiasta on kaksi voimassa olevaa tahdonilmaisua. Selvitä henkilön kanssa, kumpi pätee, ja peru toinen.',
      'Två viljeyttringar om samma sak är i kraft. Utred med personen vilken som gäller och återkalla den andra.',
      'Two declarations on the same matter are in force. Find out with the person which one holds and withdraw the other.',
    ),
    finds: rows =>
      rows.flatMap((row, at) =>
        rows
          .slice(at + 1)
          .filter(other => row.declaration.kind !== 'informing' && clashes(row.declaration, other.declaration))
          .map(other => [row.oid, other.oid]),
      ),
  },
  {
    id: 'WI-C4',
    says: says(
      'Lupa tai kielto on voimassa, mutta informointia ei ole kirjattu. Informoi henkilö: ilman sitä tietoja ei luovuteta.',
      'Ett tillstånd eller förbud är i kraft men informationen har inte registrerats. Informera personen: utan det lämnas inga uppgifter ut.',
      'A consent or denial is in force but no informing is recorded. Inform the person: without it nothing is disclosed.',
    ),
    finds: rows => {
      const unsupported = rows.filter(({ declaration }) => needsInforming(declaration)).map(({ oid }) => oid);
      return ofKind(rows, 'informing').length === 0 && unsupported.length > 0 ? [unsupported] : [];
    },
  },
  {
    id: 'WI-C5',
    says: says(
      'Suppeampi kielto sisältyy laajempaan. Suppeamman peruuttaminen ei avaa tietoja niin kauan kuin laajempi on voimassa.',
      'Det snävare förbudet ingår i det vidare. Att återkalla det snävare öppnar inga uppgifter så länge det vidare är i kraft.',
      'The narrower denial is part of the wider one. Withdrawing the narrower opens nothing while the wider one is in force.',
    ),
    finds: rows => {
      const denials = ofKind(rows, 'denial');
      return denials.flatMap(wide =>
        denials
          .filter(
            narrow =>
              isWithin(narrow.declaration.scope, wide.declaration.scope) &&
              narrow.declaration.emergencyUse === wide.declaration.emergencyUse,
          )
          .map(narrow => [wide.oid, narrow.oid]),
      );
    },
  },
];

/** Everything among the declarations in force that does not go together. */
export function contradictions(rows: readonly DeclarationRow[]): readonly Contradiction[] {
  const standing = rows.filter(isInForce);
  return CONTRADICTIONS.flatMap(({ id, says: words, finds }) =>
    finds(standing).map(oids => ({ id, says: words, oids })),
  );
}
