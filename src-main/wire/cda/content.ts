export { type DocumentContent, type DocumentKind, TYPE_OF_KIND } from '../../../shared/domain/documents/content.ts';
