import { type Environment } from '../environment.ts';
import { type PrintedPdf } from '../ports/platform.port.ts';

/** A print as it goes to the window. File names come from identifiers of the act, never from a person. */
export const pdfReply = (env: Environment, name: string, { bytes, pages }: PrintedPdf) => ({
  fileName: `${name}.pdf`,
  mediaType: 'application/pdf' as const,
  base64: env.base64(bytes),
  pages,
});
