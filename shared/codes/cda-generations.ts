/** How a document's generation compares with the one that is written. */
export type Generation = 'older' | 'same' | 'newer' | 'unknown';

/** Header templates of the prescription documents, oldest first. Source: Kela CDA library, resepti.properties and its samples. */
const HEADER_TEMPLATES = [
  '1.2.246.777.11.2011.17',
  '1.2.246.777.11.2014.2',
  '1.2.246.777.11.2014.29',
  '1.2.246.777.11.2015.1',
  '1.2.246.777.11.2015.11',
  '1.2.246.777.11.2016.2',
  '1.2.246.777.11.2016.9',
  '1.2.246.777.11.2017.8',
  '1.2.246.777.11.2019.2',
  '1.2.246.777.11.2020.2',
];

/** Package 4.00 of the prescription's CDA specification. */
export const PRESCRIPTION_TEMPLATES = { header: '1.2.246.777.11.2020.2', body: '1.2.246.777.11.2020.3' } as const;

/** Root of the archive documents' header template, as in the HL7 Finland purchase-service sample; the template of visit notes is unconfirmed. */
export const RECORD_TEMPLATE = { root: '1.2.246.777.5.1', extension: '2018.10.3' } as const;

const TEMPLATE = /^1\.2\.246\.777\.11\.(\d{4})\.\d+$/;

/** By the header template; templates that are not in the list are judged by the year in them. */
export function generationOf(templates: readonly string[]): Generation {
  if (templates.includes(RECORD_TEMPLATE.root)) return 'same';
  if (templates.includes(PRESCRIPTION_TEMPLATES.header)) return 'same';
  if (templates.some(template => HEADER_TEMPLATES.includes(template))) return 'older';
  const years = templates.map(template => Number(TEMPLATE.exec(template)?.[1] ?? 0));
  const newest = Math.max(0, ...years);
  return newest > 2020 ? 'newer' : newest > 0 && newest < 2020 ? 'older' : 'unknown';
}
