/** Made-up rows for looking at the parts. No real person, no real prescription. */
export type Sample = Readonly<{
  id: string;
  name: string;
  strength: string;
  dose: string;
  purpose: string;
  prescriber: string;
  date: string;
  validTo: string;
  left: string;
  unit: string;
  days: string;
  last: string;
  state: 'open' | 'reserved' | 'locked' | 'done' | 'accepted';
  price: string;
  grade: 'A' | 'B' | 'C' | 'D' | '?' | null;
}>;

const row = (
  id: string,
  name: string,
  strength: string,
  dose: string,
  purpose: string,
  rest: Partial<Sample> = {},
): Sample => ({
  id,
  name,
  strength,
  dose,
  purpose,
  prescriber: 'Laakso Päivi',
  date: '14.2.2026',
  validTo: '14.2.2028',
  left: '300',
  unit: 'tabl.',
  days: '100 pv',
  last: '3.8.2026',
  state: 'open',
  price: '12,34\u00a0€',
  grade: null,
  ...rest,
});

export const SAMPLES: readonly Sample[] = [
  row(
    '1',
    'Marevan Forte',
    '5 mg tabletti',
    'Kirjallisen ohjeen mukaan, enintään 1 tabletti vuorokaudessa',
    'Verenohennus',
    { grade: 'D', left: '160', days: '–', price: '9,81\u00a0€' },
  ),
  row(
    '2',
    'Metforem',
    '500 mg tabletti, kalvopäällysteinen',
    '1 tabletti aamulla ja 2 tablettia illalla ruoan kanssa',
    'Tyypin 2 diabetes',
    { left: '600', days: '200 pv', price: '7,40\u00a0€' },
  ),
  row('3', 'Amorion', '500 mg kapseli', '1 kapseli 3 kertaa vuorokaudessa 7 vuorokauden ajan', 'Keuhkokuume', {
    left: '21',
    unit: 'kaps.',
    days: '7 pv',
    date: '22.11.2026',
    validTo: '22.12.2026',
    last: '',
    grade: 'C',
    price: '6,12\u00a0€',
  }),
  row(
    '4',
    'Burana',
    '600 mg tabletti, kalvopäällysteinen',
    '1 tabletti tarvittaessa enintään 3 kertaa vuorokaudessa',
    'Kipu',
    { state: 'reserved', left: '100', days: '33 pv', grade: 'C', price: '8,95\u00a0€' },
  ),
  row('5', 'Bisoprolol Orion', '2,5 mg tabletti', '1 tabletti aamulla', 'Verenpainetauti', {
    left: '200',
    days: '200 pv',
  }),
  row('6', 'Atorvastatin Krka', '20 mg tabletti, kalvopäällysteinen', '1 tabletti illalla', 'Kolesteroli', {
    left: '100',
    days: '100 pv',
    grade: 'B',
  }),
  row(
    '7',
    'Ventoline Evohaler',
    '0,1 mg/annos inhalaatiosumute',
    '1–2 annosta tarvittaessa enintään 8 annosta vuorokaudessa',
    'Astma',
    { left: '3', unit: 'pakk.', days: '–', price: '5,70\u00a0€' },
  ),
  row('8', 'Thyroxin', '100 mikrog tabletti', '1 tabletti aamulla tyhjään mahaan', 'Kilpirauhasen vajaatoiminta', {
    left: '100',
    days: '100 pv',
    state: 'locked',
  }),
  row('9', 'Panadol Forte', '1 g tabletti', '1 tabletti tarvittaessa enintään 3 kertaa vuorokaudessa', 'Kipu', {
    left: '90',
    days: '30 pv',
  }),
  row('10', 'Furesis', '40 mg tabletti', '1 tabletti aamulla', 'Sydämen vajaatoiminta', {
    left: '100',
    days: '100 pv',
    grade: '?',
  }),
  row('11', 'Kalcipos-D forte', '500 mg/20 mikrog purutabletti', '1 tabletti vuorokaudessa', 'Luuston haurastuminen', {
    left: '180',
    days: '180 pv',
  }),
  row('12', 'Esomeprazol Actavis', '20 mg enterokapseli', '1 kapseli aamulla ennen ruokaa', 'Refluksitauti', {
    left: '56',
    unit: 'kaps.',
    days: '56 pv',
  }),
  row('13', 'Vagifem', '10 mikrog emätinpuikko', '1 emätinpuikko 2 kertaa viikossa', '', {
    left: '24',
    unit: 'puikk.',
    days: '84 pv',
  }),
  row('14', 'Ramipril Ratiopharm', '5 mg tabletti', '1 tabletti aamulla', 'Verenpainetauti', {
    left: '0',
    days: '0 pv',
    state: 'done',
    last: '22.11.2026',
  }),
  row('15', 'Oftan Timolol', '5 mg/ml silmätipat, liuos', '1 tippa kumpaankin silmään aamuin illoin', 'Glaukooma', {
    left: '15',
    unit: 'ml',
    days: '75 pv',
  }),
  row('16', 'Simvastatin Orion', '40 mg tabletti, kalvopäällysteinen', '1 tabletti illalla', 'Kolesteroli', {
    left: '0',
    days: '0 pv',
    state: 'accepted',
    last: '22.11.2026',
  }),
  row(
    '17',
    'Novorapid Penfill',
    '100 yks./ml injektioneste, liuos, sylinteriampulli',
    '6–8 yksikköä aterioiden yhteydessä',
    'Tyypin 1 diabetes',
    { left: '15', unit: 'ml', days: '60 pv' },
  ),
  row(
    '18',
    'Duodart',
    '0,5 mg/0,4 mg kapseli, kova',
    '1 kapseli vuorokaudessa samaan aikaan',
    'Eturauhasen liikakasvu',
    { left: '90', unit: 'kaps.', days: '90 pv' },
  ),
];
