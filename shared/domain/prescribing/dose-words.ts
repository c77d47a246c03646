import { type DoseUnit, type TimeOfDay, type Weekday } from './dose.ts';

/** What a word or a fixed group of words says in a dose. */
export type Meaning =
  | Readonly<{ is: 'unit'; unit: DoseUnit | 'piece' }>
  | Readonly<{ is: 'mass' }>
  | Readonly<{ is: 'times' }>
  | Readonly<{ is: 'timesSaid'; count: number }>
  | Readonly<{ is: 'span'; span: 'hour' | 'day' | 'week' | 'month' }>
  | Readonly<{ is: 'per'; per: 'day' | 'week' }>
  | Readonly<{ is: 'slash' }>
  | Readonly<{ is: 'daily' }>
  | Readonly<{ is: 'each'; every: number | null }>
  | Readonly<{ is: 'ordinal'; every: number }>
  | Readonly<{ is: 'apart' }>
  | Readonly<{ is: 'timeOfDay'; time: TimeOfDay }>
  | Readonly<{ is: 'clock' }>
  | Readonly<{ is: 'weekdays'; days: readonly Weekday[] }>
  | Readonly<{ is: 'asNeeded' }>
  | Readonly<{ is: 'max' }>
  | Readonly<{ is: 'from' }>
  | Readonly<{ is: 'until' }>
  | Readonly<{ is: 'furtherNotice' }>
  | Readonly<{ is: 'number'; value: string }>
  | Readonly<{ is: 'then' }>
  | Readonly<{ is: 'silent' }>;

/** One line: the words that say it (Finnish, Swedish, English and the shorthand of all three), separated by `|`. */
const LINES: readonly (readonly [string, Meaning])[] = [
  [
    'tabl|tbl|tab|tabletti|tablettia|tabletit|tabletin|tabletter|tablett|tablet|tablets|tabs|resoribletti|resoriblettia',
    { is: 'unit', unit: 'tablet' },
  ],
  ['kaps|caps|cap|kapseli|kapselia|kapselin|kapsel|kapslar|capsule|capsules', { is: 'unit', unit: 'capsule' }],
  ['ml|millilitra|millilitraa|milliliter|millilitre|millilitres', { is: 'unit', unit: 'ml' }],
  ['tippa|tippaa|gtt|droppe|droppar|dr|drop|drops', { is: 'unit', unit: 'drop' }],
  [
    'suihke|suihketta|suihkaus|suihkausta|sumute|sumutetta|sprayning|sprayningar|spraydos|spraydoser|puff|puffar|puffs|spray|sprays|inhalaatio|inhalaatiota|inh|inhalation|inhalationer|inhalations',
    { is: 'unit', unit: 'puff' },
  ],
  ['annos|annosta|ann|dos|doser|dose|doses', { is: 'unit', unit: 'dose' }],
  ['ky|iu|ie|yks|yksikkö|yksikköä|enhet|enheter|unit|units', { is: 'unit', unit: 'unit' }],
  [
    'pss|pussi|pussia|annospussi|annospussia|påse|påsar|dospåse|dospåsar|sachet|sachets',
    { is: 'unit', unit: 'sachet' },
  ],
  [
    'puikko|puikkoa|peräpuikko|peräpuikkoa|emätinpuikko|emätinpuikkoa|supp|stolpiller|suppositorium|suppositorier|vagitorium|vagitorier|suppository|suppositories|pessary|pessaries',
    { is: 'unit', unit: 'suppository' },
  ],
  ['laastari|laastaria|plåster|patch|patches', { is: 'unit', unit: 'patch' }],
  [
    'levityskerta|levityskertaa|sively|sivelyä|applicering|appliceringar|levitys|levitystä|påstrykning|påstrykningar|application|applications',
    { is: 'unit', unit: 'application' },
  ],
  ['kpl|kappale|kappaletta|st|styck|stycken|pc|pcs', { is: 'unit', unit: 'piece' }],
  [
    'mg|g|mcg|ug|µg|μg|mikrog|mikrogrammaa|mikrogram|milligrammaa|milligram|milligrams|grammaa|gram|mmol|mgml',
    { is: 'mass' },
  ],
  ['kertaa|krt|kerta|ggr|gg|gånger|times', { is: 'times' }],
  ['kerran|en gång|once', { is: 'timesSaid', count: 1 }],
  ['kahdesti|två gånger|twice', { is: 'timesSaid', count: 2 }],
  ['kolmesti|tre gånger|thrice', { is: 'timesSaid', count: 3 }],
  ['neljästi|fyra gånger', { is: 'timesSaid', count: 4 }],
  ['h|t|tim|tunti|tuntia|tunnin|timme|timmar|timmars|timmes|hour|hours|hr|hrs', { is: 'span', span: 'hour' }],
  [
    'pv|pvä|päivä|päivää|päivän|vrk|vuorokausi|vuorokautta|vuorokauden|d|dag|dagar|dagars|dygn|day|days',
    { is: 'span', span: 'day' },
  ],
  ['vko|vk|viikko|viikkoa|viikon|vecka|veckor|veckors|week|weeks|wk|wks', { is: 'span', span: 'week' }],
  ['kk|kuukausi|kuukautta|kuukauden|månad|månader|month|months', { is: 'span', span: 'month' }],
  ['päivässä|pv:ssä|pvssä|vuorokaudessa|vrk:ssa|vrkssa|om dagen|i dygnet|a day', { is: 'per', per: 'day' }],
  ['viikossa|vko:ssa|vkossa|i veckan|a week|weekly', { is: 'per', per: 'week' }],
  ['per', { is: 'slash' }],
  ['päivittäin|joka päivä|joka pv|dagligen|varje dag|daily|every day', { is: 'daily' }],
  ['joka|var|vart|every', { is: 'each', every: null }],
  ['joka toinen|varannan|vartannat|every other|every second', { is: 'each', every: 2 }],
  ['varje', { is: 'each', every: 1 }],
  ['kolmas|tredje|third', { is: 'ordinal', every: 3 }],
  ['neljäs|fjärde|fourth', { is: 'ordinal', every: 4 }],
  ['viides|femte|fifth', { is: 'ordinal', every: 5 }],
  ['kuudes|sjätte|sixth', { is: 'ordinal', every: 6 }],
  ['seitsemäs|sjunde|seventh', { is: 'ordinal', every: 7 }],
  ['kahdeksas|åttonde|eighth', { is: 'ordinal', every: 8 }],
  ['kahdestoista|tolfte|twelfth', { is: 'ordinal', every: 12 }],
  ['välein|mellanrum|apart', { is: 'apart' }],
  [
    'aam|aamu|aamulla|aamuisin|aamuin|mane|morg|morgon|morgonen|på morgonen|på morgnarna|morning|in the morning|mornings|every morning|joka aamu|varje morgon',
    { is: 'timeOfDay', time: 'morning' },
  ],
  [
    'päivällä|keskipäivällä|päivisin|middag|mitt på dagen|på dagen|noon|at noon|midday|at midday',
    { is: 'timeOfDay', time: 'noon' },
  ],
  [
    'ilt|ilta|illalla|iltaisin|illoin|vesp|kväll|kvällen|på kvällen|på kvällarna|till kvällen|evening|in the evening|evenings|every evening|joka ilta|varje kväll',
    { is: 'timeOfDay', time: 'evening' },
  ],
  [
    'yö|yöksi|yöllä|öisin|nukkumaan mennessä|natt|natten|till natten|på natten|till nattningen|night|at night|bedtime|at bedtime|joka yö|varje natt|every night',
    { is: 'timeOfDay', time: 'night' },
  ],
  [
    'ma|maanantai|maanantaisin|maanantaina|joka maanantai|mån|måndag|måndagar|på måndagar|varje måndag|mon|monday|mondays|on mondays|every monday',
    { is: 'weekdays', days: [1] },
  ],
  [
    'ti|tiistai|tiistaisin|tiistaina|joka tiistai|tis|tisdag|tisdagar|på tisdagar|varje tisdag|tue|tues|tuesday|tuesdays|on tuesdays|every tuesday',
    { is: 'weekdays', days: [2] },
  ],
  [
    'ke|keskiviikko|keskiviikkoisin|keskiviikkona|joka keskiviikko|ons|onsdag|onsdagar|på onsdagar|varje onsdag|wed|wednesday|wednesdays|on wednesdays|every wednesday',
    { is: 'weekdays', days: [3] },
  ],
  [
    'to|torstai|torstaisin|torstaina|joka torstai|tor|tors|torsdag|torsdagar|på torsdagar|varje torsdag|thu|thur|thurs|thursday|thursdays|on thursdays|every thursday',
    { is: 'weekdays', days: [4] },
  ],
  [
    'pe|perjantai|perjantaisin|perjantaina|joka perjantai|fre|fredag|fredagar|på fredagar|varje fredag|fri|friday|fridays|on fridays|every friday',
    { is: 'weekdays', days: [5] },
  ],
  [
    'la|lauantai|lauantaisin|lauantaina|joka lauantai|lör|lördag|lördagar|på lördagar|varje lördag|sat|saturday|saturdays|on saturdays|every saturday',
    { is: 'weekdays', days: [6] },
  ],
  [
    'su|sunnuntai|sunnuntaisin|sunnuntaina|joka sunnuntai|sön|söndag|söndagar|på söndagar|varje söndag|sun|sunday|sundays|on sundays|every sunday',
    { is: 'weekdays', days: [7] },
  ],
  ['arkisin|arkipäivisin|vardagar|på vardagar|weekdays|on weekdays', { is: 'weekdays', days: [1, 2, 3, 4, 5] }],
  ['viikonloppuisin|veckoslut|på veckosluten|weekends|at weekends|on weekends', { is: 'weekdays', days: [6, 7] }],
  ['tarv|tarvittaessa|tarpeen mukaan|vb|vid behov|prn|as needed|as required|when needed|if needed', { is: 'asNeeded' }],
  ['max|maks|maksimi|enint|enintään|korkeintaan|högst|at most|up to|maximum', { is: 'max' }],
  ['klo|kello|kl|klockan|at', { is: 'clock' }],
  ['alk|alkaen|fr om|from|från|från och med|from and including|starting|starting on|fom', { is: 'from' }],
  ['asti|saakka|till och med|tom|until|till', { is: 'until' }],
  [
    'toistaiseksi|jatkuva|jatkuvasti|jatkuvaan käyttöön|tills vidare|until further notice|ongoing',
    { is: 'furtherNotice' },
  ],
  [
    'sitten|sen jälkeen|tämän jälkeen|jonka jälkeen|minkä jälkeen|sedan|därefter|efter det|varefter|then|after that|thereafter|followed by',
    { is: 'then' },
  ],
  ['puoli|puolikas|halv|half', { is: 'number', value: '0.5' }],
  ['puolitoista', { is: 'number', value: '1.5' }],
  ['yksi|en|ett|one', { is: 'number', value: '1' }],
  ['kaksi|två|two', { is: 'number', value: '2' }],
  ['kolme|tre|three', { is: 'number', value: '3' }],
  ['neljä|fyra|four', { is: 'number', value: '4' }],
  ['viisi|fem|five', { is: 'number', value: '5' }],
  ['kuusi|sex|six', { is: 'number', value: '6' }],
  [
    'ajan|ajaksi|i|under|for|ja|sekä|och|and|kerrallaan|åt gången|per gång|at a time|ota|otetaan|tag|tas|take|med',
    { is: 'silent' },
  ],
];

const BY_WORDS: ReadonlyMap<string, Meaning> = new Map(
  LINES.flatMap(([words, meaning]) => words.split('|').map(word => [word, meaning] as const)),
);
const LONGEST = Math.max(...[...BY_WORDS.keys()].map(words => words.split(' ').length));

/** The longest known group of words that begins the list, and how many words it takes. */
export function meaningOf(words: readonly string[]): Readonly<{ meaning: Meaning; words: number }> | null {
  for (let size = Math.min(LONGEST, words.length); size > 0; size -= 1) {
    const meaning = BY_WORDS.get(words.slice(0, size).join(' '));
    if (meaning) return { meaning, words: size };
  }
  return null;
}

/** Every word group of the lexicon; for tests. */
export const DOSE_WORDS: readonly string[] = LINES.flatMap(([words]) => words.split('|'));
