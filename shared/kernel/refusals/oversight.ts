import { row, type Refusal } from './refusal.ts';

/** The review of the log. */
export const OVERSIGHT_REFUSALS = {
  // LOG: the review of the log
  'LOG-0001': row(
    'person',
    [
      'Havaintoa ei löydy lokista, tai lokin rivit ovat muuttuneet.',
      'Iakttagelsen hittas inte i loggen, eller loggens rader har ändrats.',
      'The finding is not in the log, or the lines of the log have changed.',
    ],
    [
      'Päivitä luettelo. Jos vika toistuu, tarkista lokin eheys.',
      'Uppdatera listan. Kontrollera loggens integritet om felet upprepas.',
      'Refresh the list. If it happens again, check the chain of the log.',
    ],
  ),
  'LOG-0002': row(
    'person',
    [
      'Omaa toimintaa ei voi tarkastaa itse.',
      'Man kan inte granska sina egna åtgärder.',
      'Nobody reviews what they did themselves.',
    ],
    [
      'Pyydä toista tietosuojavastaavaa tarkastamaan rivi.',
      'Be ett annat dataskyddsombud granska raden.',
      'Ask another data protection officer to review it.',
    ],
  ),
  'LOG-0003': row(
    'person',
    [
      'Hätähaku tarkastetaan hätähakujen listalla, ei täällä.',
      'En nödsökning granskas i listan över nödsökningar, inte här.',
      'An emergency search is reviewed in the list of emergencies, not here.',
    ],
    ['Siirry hätähakujen tarkastukseen.', 'Gå till granskningen av nödsökningar.', 'Go to the review of emergencies.'],
  ),
  'LOG-0004': row(
    'person',
    [
      'Yli kaksi vuotta vanhoja lokitietoja annetaan vain erityisestä syystä.',
      'Logguppgifter som är äldre än två år ges bara av särskild orsak.',
      'Log data older than two years is given for a special reason only.',
    ],
    [
      'Kirjaa asiakkaan erityinen syy tai lyhennä aikaa.',
      'Anteckna klientens särskilda orsak eller förkorta tiden.',
      "Record the client's special reason, or shorten the period.",
    ],
  ),
  'LOG-0005': row(
    'person',
    ['Kieltäytymisen perustelut puuttuvat.', 'Motiveringen till vägran saknas.', 'The refusal has no reasons.'],
    ['Kirjoita perustelut.', 'Skriv motiveringen.', 'Write the reasons.'],
  ),
  'LOG-0006': row(
    'person',
    [
      'Jakso on kahden viime vuoden ajalta: lokitietoja ei voi evätä iän perusteella.',
      'Tiden hör till de två senaste åren: logguppgifter kan inte vägras på grund av ålder.',
      'The period is of the last two years: log data cannot be refused for their age.',
    ],
    [
      'Valitse toinen peruste tai anna raportti.',
      'Välj en annan grund eller ge rapporten.',
      'Choose another ground, or give the report.',
    ],
  ),
} as const satisfies Record<`${string}-${number}`, Refusal>;
